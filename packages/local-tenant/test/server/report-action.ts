import { type RunningTenant, startTenant } from "../oidc/support";

/** The source of an Action that reports the code of each login to Verify, by the number of the user's profile. */
function reportAction({ verifyUrl, credentials }: RunningTenant): string {
  const { feedbackKey, serviceSid } = credentials.verify;
  const url = `${verifyUrl}/v2/Services/${serviceSid}/Verifications/`;
  return `const { request } = require("node:https");
exports.onExecutePostLogin = async (event) => {
  const number = event.user.phone_number;
  if (!number) return;
  const status = await new Promise((resolve) => {
    const options = {
      method: "POST",
      agent: false,
      auth: "${feedbackKey.sid}:${feedbackKey.secret}",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    };
    const sent = request("${url}" + number, options, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    sent.on("error", () => resolve("no answer"));
    sent.end("Status=approved");
  });
  console.log("reported: " + status);
};`;
}

/** A local tenant whose one post-login Action reports codes. */
export async function startReportingTenant(options: Parameters<typeof startTenant>[0] = {}): Promise<RunningTenant> {
  const tenant = await startTenant(options);
  tenant.actions(reportAction(tenant));
  return tenant;
}
