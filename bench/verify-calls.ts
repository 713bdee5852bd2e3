import { Agent, request } from "node:https";
import { verifyVariables } from "../packages/local-tenant/test/support/fixed-credentials";
import type { Sandbox } from "../test/support/sandbox";

/** A POST to the Verify service. @param path below it, e.g. `Verifications`. Rejects for any answer but 2xx. */
export type VerifyCall = (path: string, form: Record<string, string>) => Promise<void>;

/** Calls by `node:https` alone, over kept connections. */
export function verifyCaller({ verifyUrl, authority }: Sandbox["server"]): VerifyCall {
  const agent = new Agent({ keepAlive: true, ca: authority.certificate });
  const auth = `${verifyVariables.TWILIO_ACCOUNT_SID}:${verifyVariables.TWILIO_AUTH_TOKEN}`;
  const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
  return (path, form) =>
    new Promise((resolve, reject) => {
      const url = `${verifyUrl}/v2/Services/${verifyVariables.TWILIO_VERIFY_SID}/${path}`;
      const sent = request(url, { method: "POST", agent, auth, headers }, (response) => {
        response.resume();
        response.on("end", () => {
          if (response.statusCode! < 300) resolve();
          else reject(new Error(`${path} answered ${response.statusCode}`));
        });
      });
      sent.on("error", reject);
      sent.end(new URLSearchParams(form).toString());
    });
}
