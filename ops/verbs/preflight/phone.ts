import type { Tenant } from "../../../stacks/tenant-schema";
import type { LiveFacts, PhoneProvider } from "../../live/live-facts";
import type { Problem } from "../../live/problem";

const FACTOR = "Auth0 dashboard: Security, Multi-factor Auth, Phone Message";
const PROVIDER = "Auth0 dashboard: Branding, Phone Provider";
const GUIDE = "Auth0's docs, \"Configure a Custom Phone Provider with Twilio Verify\", have the Action's code.";

/** Providers whose codes are sent by somebody's code, and so can go through Twilio Verify. */
const PROGRAMMABLE = ["custom", "phone-message-hook"];
const senders: Readonly<Record<string, string>> = {
  auth0: "Auth0's own test account",
  twilio: "Twilio's messaging, not Twilio Verify",
};

/** Whether phone codes can be asked for, and go out through Twilio Verify. */
export function phoneProblems(name: string, tenant: Tenant, facts: LiveFacts): Problem[] {
  const { tenantSettings, phoneProvider } = tenant;
  const { phone, provider } = facts;
  return [
    ...(tenantSettings.phoneFactor ? deprecatedFactor(name, tenantSettings, facts) : factorProblems(name, phone)),
    // Where it is to be ours, the deploy sees to it.
    ...(provider && phoneProvider === undefined ? providerProblems(provider[0]) : []),
  ];
}

function factorProblems(name: string, phone: LiveFacts["phone"]): Problem[] {
  if (phone === undefined) return [];
  if (!phone.factor) return [factorOff(name)];
  return phone.messageTypes.length === 0 ? [noMessageType()] : [];
}

/** Without the unified phone experience the factor holds a provider's settings, which the provider would write again. */
function deprecatedFactor(name: string, settings: Tenant["tenantSettings"], { unifiedPhone }: LiveFacts): Problem[] {
  if (unifiedPhone !== false || settings.unifiedPhoneExperience) return [];
  return [
    {
      check: "phone",
      what: "The tenant is not on the unified phone experience, so a deploy can't set up its phone factor.",
      where: `tenants.ts, ${name}.tenantSettings.phoneFactor`,
      fix: `Add unifiedPhoneExperience: true there; MFA then sends through the tenant's phone provider (Branding, Phone Provider).\nOr leave phoneFactor out and set the factor up in the dashboard.`,
    },
  ];
}

function factorOff(name: string): Problem {
  const what = "The phone factor is off, so the MFA challenge Action has nothing to ask for: logins would fail.";
  const fix = `Turn it on, or let the deploy do it: ${name}.tenantSettings.phoneFactor.`;
  return { check: "phone", what, where: FACTOR, fix };
}

function noMessageType(): Problem {
  const what = "The phone factor sends neither text messages nor voice calls.";
  return { check: "phone", what, where: FACTOR, fix: "Choose SMS, Voice or both as the delivery method." };
}

function providerProblems(provider: PhoneProvider): Problem[] {
  if (provider === undefined) {
    const what = "The tenant has no phone provider, so no code can be sent.";
    return [
      {
        check: "phone",
        what,
        where: PROVIDER,
        fix: `Let the deploy set it up: phoneProvider: "verify" in tenants.ts. Or set up a custom one that sends through Twilio Verify.\n${GUIDE}`,
      },
    ];
  }
  if (provider.disabled) {
    const what = "The phone provider is switched off, so no code can be sent.";
    return [{ check: "phone", what, where: PROVIDER, fix: "Switch it on." }];
  }
  if (PROGRAMMABLE.includes(provider.name)) return [];
  const what = `Phone codes go out through ${senders[provider.name] ?? provider.name}: there is nothing to report to Verify.`;
  return [
    {
      check: "phone",
      what,
      where: PROVIDER,
      fix: `Set up a custom provider that sends through Twilio Verify.\n${GUIDE}`,
    },
  ];
}
