import type { Tenant } from "../../../stacks/tenant-schema";
import type { PhoneProvider, PhoneSetup } from "../../live/live-facts";
import type { Problem } from "../../live/problem";
import { defineCheck } from "./check";
import { ownPhoneProviderProblems } from "./own-phone-provider";

/** Whether phone codes can be asked for, and go out through Twilio Verify. */
export const phone = defineCheck({
  name: "phone",
  passed: "phone codes go out through Twilio Verify, or the deploy sets that up",
  failed: "the phone factor or the phone provider is not set up as this stack needs",
  needs: ["phone", "provider", "unifiedPhone", "tenant", "ours", "knownState"],
  run({ name, tenant }, { phone: setup, provider, unifiedPhone, tenant: { facts }, ours, knownState }) {
    const { tenantSettings, phoneProvider } = tenant;
    const factor = tenantSettings.phoneFactor
      ? deprecatedFactor(name, tenantSettings, unifiedPhone)
      : factorProblems(name, setup);
    if (phoneProvider === undefined) return { problems: [...factor, ...providerProblems(provider[0])] };
    const found = ownPhoneProviderProblems({ name, tenant }, facts, ours, knownState);
    const skipped = knownState ? undefined : "needs Terraform's state";
    return { problems: [...factor, ...found], skipped };
  },
});

const FACTOR = "Auth0 dashboard: Security, Multi-factor Auth, Phone Message";
const PROVIDER = "Auth0 dashboard: Branding, Phone Provider";
const GUIDE = "Auth0's docs, \"Configure a Custom Phone Provider with Twilio Verify\", have the Action's code.";

/** Providers whose codes are sent by somebody's code, and so can go through Twilio Verify. */
const PROGRAMMABLE = ["custom", "phone-message-hook"];
const senders: Readonly<Record<string, string>> = {
  auth0: "Auth0's own test account",
  twilio: "Twilio's messaging, not Twilio Verify",
};

function factorProblems(name: string, { factor, messageTypes }: PhoneSetup): Problem[] {
  if (!factor) return [factorOff(name)];
  return messageTypes.length === 0 ? [noMessageType()] : [];
}

/** Without the unified phone experience the factor holds a provider's settings, which the provider would write again. */
function deprecatedFactor(name: string, settings: Tenant["tenantSettings"], unifiedPhone: boolean): Problem[] {
  if (unifiedPhone || settings.unifiedPhoneExperience) return [];
  return [
    {
      what: "The tenant is not on the unified phone experience, so a deploy can't set up its phone factor.",
      where: `tenants.ts, ${name}.tenantSettings.phoneFactor`,
      fix: `Add unifiedPhoneExperience: true there; MFA then sends through the tenant's phone provider (Branding, Phone Provider).\nOr leave phoneFactor out and set the factor up in the dashboard.`,
    },
  ];
}

function factorOff(name: string): Problem {
  const what = "The phone factor is off, so the MFA challenge Action has nothing to ask for: logins would fail.";
  const fix = `Turn it on, or let the deploy do it: ${name}.tenantSettings.phoneFactor.`;
  return { what, where: FACTOR, fix };
}

function noMessageType(): Problem {
  const what = "The phone factor sends neither text messages nor voice calls.";
  return { what, where: FACTOR, fix: "Choose SMS, Voice or both as the delivery method." };
}

function providerProblems(provider: PhoneProvider): Problem[] {
  if (provider === undefined) {
    const what = "The tenant has no phone provider, so no code can be sent.";
    return [
      {
        what,
        where: PROVIDER,
        fix: `Let the deploy set it up: phoneProvider: "verify" in tenants.ts. Or set up a custom one that sends through Twilio Verify.\n${GUIDE}`,
      },
    ];
  }
  if (provider.disabled) {
    const what = "The phone provider is switched off, so no code can be sent.";
    return [{ what, where: PROVIDER, fix: "Switch it on." }];
  }
  if (PROGRAMMABLE.includes(provider.name)) return [];
  const what = `Phone codes go out through ${senders[provider.name] ?? provider.name}: there is nothing to report to Verify.`;
  return [
    {
      what,
      where: PROVIDER,
      fix: `Set up a custom provider that sends through Twilio Verify.\n${GUIDE}`,
    },
  ];
}
