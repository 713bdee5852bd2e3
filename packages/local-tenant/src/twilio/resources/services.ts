import { z } from "zod";
import type { Service } from "../entities";
import { pageOf } from "../paging";
import { parseBody, parseQuery } from "../parse";
import { newSid } from "../sid";
import { serviceOfSeed } from "../store";
import { answer, originOf, type Route, serviceOf } from "./route";
import { flag, formatDate, pagedQuery, text } from "./wire";

const codeLength = z.coerce.number().int().min(4).max(10);
const friendlyName = z.string().min(1).max(32);

const serviceFields = {
  CodeLength: codeLength.optional(),
  CustomCodeEnabled: flag.optional(),
  LookupEnabled: flag.optional(),
  SkipSmsToLandlines: flag.optional(),
  DtmfInputRequired: flag.optional(),
  Psd2Enabled: flag.optional(),
  DoNotShareWarningEnabled: flag.optional(),
  VerifyEventSubscriptionEnabled: flag.optional(),
  TtsName: text,
  DefaultTemplateSid: text,
};

/** Body of `POST Services`. */
const createServiceBody = z.object({ FriendlyName: friendlyName, ...serviceFields });

/** Body of `POST Services/{ServiceSid}`. */
const updateServiceBody = z.object({ FriendlyName: friendlyName.optional(), ...serviceFields });

/** `POST Services`. */
export const createService: Route = async (c, deps) => {
  const body = await parseBody(c, deps, createServiceBody);
  const identity = { sid: newSid("VA"), accountSid: c.get("caller").account.sid };
  const service = serviceOfSeed({ ...identity, customCodeEnabled: false, ...settingsOf(body) }, deps.clock.now());
  deps.store.addService(service);
  return answer(c, formatService(service, originOf(c)), 201);
};

/** `GET Services`, newest first. */
export const listServices: Route = (c, deps) => {
  const query = parseQuery(c, deps, pagedQuery);
  const own = deps.store.services.filter(({ accountSid }) => accountSid === c.get("caller").account.sid).reverse();
  const { items, meta } = pageOf(own, query, "services", c.req.url);
  return answer(c, { services: items.map((service) => formatService(service, originOf(c))), meta });
};

/** `GET Services/{ServiceSid}`. */
export const readService: Route = (c, deps) => answer(c, formatService(serviceOf(c, deps), originOf(c)));

/** `POST Services/{ServiceSid}`: changes what is given. */
export const updateService: Route = async (c, deps) => {
  const service = serviceOf(c, deps);
  const body = await parseBody(c, deps, updateServiceBody);
  Object.assign(service, settingsOf(body), { dateUpdated: deps.clock.now() });
  return answer(c, formatService(service, originOf(c)));
};

/** `DELETE Services/{ServiceSid}`. */
export const deleteService: Route = (c, deps) => {
  deps.store.deleteService(serviceOf(c, deps).sid);
  return c.body(null, 204);
};

function settingsOf(body: z.output<typeof updateServiceBody>): Partial<Service> {
  const changes = {
    friendlyName: body.FriendlyName,
    codeLength: body.CodeLength,
    customCodeEnabled: body.CustomCodeEnabled,
    lookupEnabled: body.LookupEnabled,
    skipSmsToLandlines: body.SkipSmsToLandlines,
    dtmfInputRequired: body.DtmfInputRequired,
    psd2Enabled: body.Psd2Enabled,
    doNotShareWarningEnabled: body.DoNotShareWarningEnabled,
    verifyEventSubscriptionEnabled: body.VerifyEventSubscriptionEnabled,
    ttsName: body.TtsName,
    defaultTemplateSid: body.DefaultTemplateSid,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/** Subresources of a Service. The local Verify answers the first two; the others are 404 here. */
const LINKS = [
  ["verification_checks", "VerificationCheck"],
  ["verifications", "Verifications"],
  ["rate_limits", "RateLimits"],
  ["messaging_configurations", "MessagingConfigurations"],
  ["entities", "Entities"],
  ["webhooks", "Webhooks"],
  ["access_tokens", "AccessTokens"],
] as const;

/** A Service on the wire. Push, TOTP, WhatsApp and passkeys are not emulated: their settings are always empty. */
function formatService(service: Service, origin: string) {
  const url = `${origin}/v2/Services/${service.sid}`;
  return {
    sid: service.sid,
    account_sid: service.accountSid,
    friendly_name: service.friendlyName,
    code_length: service.codeLength,
    lookup_enabled: service.lookupEnabled,
    psd2_enabled: service.psd2Enabled,
    skip_sms_to_landlines: service.skipSmsToLandlines,
    dtmf_input_required: service.dtmfInputRequired,
    tts_name: service.ttsName,
    do_not_share_warning_enabled: service.doNotShareWarningEnabled,
    custom_code_enabled: service.customCodeEnabled,
    push: null,
    totp: null,
    whatsapp: null,
    passkeys: null,
    default_template_sid: service.defaultTemplateSid,
    verify_event_subscription_enabled: service.verifyEventSubscriptionEnabled,
    date_created: formatDate(service.dateCreated),
    date_updated: formatDate(service.dateUpdated),
    url,
    links: Object.fromEntries(LINKS.map(([name, path]) => [name, `${url}/${path}`])),
  };
}
