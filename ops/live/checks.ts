/** What preflight looks at, in this order: what is true of a tenant that passes, and what is wrong with one that does not. */
export const checks = {
  terraform: {
    passed: "Terraform is new enough and reaches its provider and state",
    failed: "Terraform, its provider or its state can't be used",
  },
  network: { passed: "Auth0 and Twilio can be reached", failed: "Auth0 or Twilio can't be reached" },
  credentials: {
    passed: "the credentials are this tenant's",
    failed: "the credentials are missing or don't work for this tenant",
  },
  scopes: { passed: "the credentials have the scopes they need", failed: "the credentials lack scopes" },
  "customize-mfa": {
    passed: "Actions may choose the MFA factors, or the deploy allows it",
    failed: "Actions may not choose the MFA factors",
  },
  "mfa-policy": {
    passed: "no MFA policy asks for MFA after the Actions, or the deploy turns it off",
    failed: "an MFA policy asks for MFA after the Actions",
  },
  "risk-assessment": {
    passed: "risk assessments are on where tenants.ts relies on them",
    failed: "risk assessments are off, and tenants.ts relies on them",
  },
  "additional-factors": { passed: "the additional MFA factors are on", failed: "additional MFA factors are off" },
  "password-grant": {
    passed: "only exempt applications can skip MFA with the password grant",
    failed: "applications can skip MFA with the password grant",
  },
  phone: {
    passed: "phone codes go out through Twilio Verify, or the deploy sets that up",
    failed: "the phone factor or the phone provider is not set up as this stack needs",
  },
  "masked-numbers": {
    passed: "the phone numbers to look up are not masked",
    failed: "the phone numbers to look up are masked, or may be",
  },
  "log-stream": {
    passed: "nothing would duplicate the log stream or make it miss codes",
    failed: "the log stream would be duplicated, or would miss codes",
  },
  runtime: { passed: "Auth0 offers the Actions' runtime", failed: "Auth0 does not offer the Actions' runtime" },
  "action-code": {
    passed: "the Actions' code is valid JavaScript",
    failed: "the code of an Action is not valid JavaScript",
  },
  trigger: {
    passed: "every Action on the trigger is ours or listed in tenants.ts",
    failed: "unlisted Actions on the trigger",
  },
  "listed-actions": {
    passed: "the Actions listed in tenants.ts exist and are in the right list",
    failed: "Actions listed in tenants.ts can't be bound, or are in the wrong list",
  },
  names: {
    passed: "no other Action has the name of one of ours",
    failed: "the state does not know Actions with our names",
  },
  limits: { passed: "the tenant has room for our Actions", failed: "the tenant has no room for our Actions" },
  secrets: { passed: "the secrets are set and well-formed", failed: "secrets are missing or malformed" },
  "lookup-key": {
    passed: "the look-up client's keys exist and match",
    failed: "the look-up client's keys are missing or don't match",
  },
  "verify-service": {
    passed: "Twilio accepts the credentials, and the Verify service accepts Auth0's codes",
    failed: "Twilio refuses the credentials, or the Verify service can't be used",
  },
  "feedback-key": {
    passed: "the Twilio credentials may report feedback",
    failed: "the Twilio credentials may not report feedback",
  },
  "reading-key": {
    passed: "the Twilio credentials may read verifications where a setting needs it",
    failed: "the Twilio credentials may not read verifications",
  },
  "sending-key": {
    passed: "the Twilio key that sends may start verifications",
    failed: "the Twilio key that sends may not start verifications",
  },
  "rate-limits": {
    passed: "the Verify service has the rate limits that tenants.ts names",
    failed: "the Verify service lacks rate limits that tenants.ts names",
  },
} as const satisfies Record<string, { passed: string; failed: string }>;

/** The name of a check; stable, for scripts. */
export type CheckName = keyof typeof checks;
