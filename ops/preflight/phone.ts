import type { LiveFacts, PhoneProvider } from "./live-facts";
import type { Problem } from "./problem";

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
export function phoneProblems({ phone, provider }: LiveFacts): Problem[] {
  return [
    ...(phone && !phone.factor ? [factorOff()] : []),
    ...(phone?.factor && phone.messageTypes.length === 0 ? [noMessageType()] : []),
    ...(provider ? providerProblems(provider[0]) : []),
  ];
}

function factorOff(): Problem {
  const what = "The phone factor is off, so the MFA challenge Action has nothing to ask for: logins would fail.";
  return { check: "phone", what, where: FACTOR, fix: "Turn it on." };
}

function noMessageType(): Problem {
  const what = "The phone factor sends neither text messages nor voice calls.";
  return { check: "phone", what, where: FACTOR, fix: "Choose SMS, Voice or both as the delivery method." };
}

function providerProblems(provider: PhoneProvider): Problem[] {
  if (provider === undefined) {
    const what = "The tenant has no phone provider, so no code can be sent.";
    return [
      { check: "phone", what, where: PROVIDER, fix: `Set up a custom one that sends through Twilio Verify.\n${GUIDE}` },
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
