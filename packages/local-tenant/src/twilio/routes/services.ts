import type { z } from "zod";
import type { Service } from "../entities";
import { formatService } from "../formatters/service";
import { pageOf } from "../paging";
import { parseBody, parseQuery } from "../parse";
import { createServiceBody, pagedQuery, updateServiceBody } from "../schemas";
import { newSid } from "../sid";
import { answer, originOf, type Route, serviceOf } from "./route";

/** `POST Services`. */
export const createService: Route = async (c, deps) => {
  const body = await parseBody(c, deps, createServiceBody);
  const now = deps.clock.now();
  const service: Service = {
    sid: newSid("VA"),
    accountSid: c.get("caller").account.sid,
    friendlyName: body.FriendlyName,
    codeLength: body.CodeLength ?? 6,
    customCodeEnabled: body.CustomCodeEnabled ?? false,
    lookupEnabled: body.LookupEnabled ?? false,
    skipSmsToLandlines: body.SkipSmsToLandlines ?? false,
    dtmfInputRequired: body.DtmfInputRequired ?? false,
    psd2Enabled: body.Psd2Enabled ?? false,
    doNotShareWarningEnabled: body.DoNotShareWarningEnabled ?? false,
    verifyEventSubscriptionEnabled: body.VerifyEventSubscriptionEnabled ?? false,
    ttsName: body.TtsName ?? null,
    defaultTemplateSid: body.DefaultTemplateSid ?? null,
    dateCreated: now,
    dateUpdated: now,
  };
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
  Object.assign(service, changesOf(body), { dateUpdated: deps.clock.now() });
  return answer(c, formatService(service, originOf(c)));
};

/** `DELETE Services/{ServiceSid}`. */
export const deleteService: Route = (c, deps) => {
  deps.store.deleteService(serviceOf(c, deps).sid);
  return c.body(null, 204);
};

function changesOf(body: z.output<typeof updateServiceBody>): Partial<Service> {
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
