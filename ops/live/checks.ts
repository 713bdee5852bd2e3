/** What preflight looks at, in this order, and in a few words what is so when nothing is wrong. */
export const checks = {
  terraform: "Terraform is new enough and reaches its provider and state",
  network: "Auth0 and Twilio can be reached",
  credentials: "the credentials are this tenant's",
  scopes: "they have the scopes",
  "customize-mfa": "Actions may choose the MFA factors",
  "mfa-policy": "no MFA is asked for after the Actions",
  "risk-assessment": "logins are assessed where risk decides who is asked for MFA",
  "additional-factors": "the factors that may answer instead of the phone are on",
  "password-grant": "no password grant goes without MFA unnoticed",
  phone: "phone codes go out through Twilio Verify",
  "masked-numbers": "the numbers that are looked up are not masked",
  "log-stream": "no other log stream stands in for ours",
  runtime: "Auth0 offers the Actions' runtime",
  "action-code": "the Actions' code is valid JavaScript",
  trigger: "every Action on the trigger is ours or listed",
  "listed-actions": "the Actions that tenants.ts lists are there, and in the right list",
  names: "no other Action has a name of ours",
  limits: "the tenant has room for our Actions",
  secrets: "the secrets are given and well-formed",
  "lookup-key": "the look-up client's keys are there and belong together",
  "verify-service": "the Verify service takes them and Auth0's codes",
  "feedback-key": "they may report feedback",
  "reading-key": "they may read verifications where a setting needs it",
  "sending-key": "the key that sends may start verifications",
  "rate-limits": "the Verify service has the rate limits that are named",
} as const;

/** The name of a check; stable, for scripts. */
export type CheckName = keyof typeof checks;
