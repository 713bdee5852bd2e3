import type { Service } from "../entities";
import { formatDate } from "./date";

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
export function formatService(service: Service, origin: string) {
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
