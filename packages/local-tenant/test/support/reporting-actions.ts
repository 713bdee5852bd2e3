import type { LocalTenantServer } from "../../src/server";
import { verifyVariables } from "./fixed-credentials";
import type { TestAction } from "./test-tenant";

/** Sets the verification of a number to "approved" in Verify, as a tenant's own Action would, and logs what came of it. */
const report = `
async function report({ secrets }, number) {
  const url = secrets.VERIFY_URL + "/v2/Services/" + secrets.TWILIO_VERIFY_SID + "/Verifications/" + number;
  const key = Buffer.from(secrets.TWILIO_ACCOUNT_SID + ":" + secrets.TWILIO_AUTH_TOKEN).toString("base64");
  const body = new URLSearchParams({ Status: "approved" });
  const response = await fetch(url, { method: "POST", headers: { authorization: "Basic " + key }, body });
  console.log(response.ok ? "approved" : "failed: " + response.status);
}
`;

/**
 * Actions that report the code of a passwordless login, ask for MFA by phone after a password, and report that code.
 */
export function reportingActions({ verifyUrl }: LocalTenantServer): TestAction[] {
  const secrets = { ...verifyVariables, VERIFY_URL: verifyUrl };
  const passwordless = `${report}
exports.onExecutePostLogin = async (event) => {
  if (event.connection.strategy === "sms") await report(event, event.user.phone_number);
};`;
  const challenge = `
exports.onExecutePostLogin = async (event, api) => {
  const hasPhone = event.user.enrolledFactors.some(({ type }) => type === "phone");
  if (event.connection.strategy === "auth0" && hasPhone) api.authentication.challengeWith({ type: "phone" });
};`;
  const mfa = `${report}
exports.onExecutePostLogin = async (event) => {
  if (event.authentication.methods.some(({ name }) => name === "mfa")) await report(event, event.user.phone_number);
};`;
  return [
    { name: "Report passwordless", code: passwordless, secrets },
    { name: "Ask for MFA", code: challenge },
    { name: "Report MFA", code: mfa, secrets },
  ];
}
