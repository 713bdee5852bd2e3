import type DomainClass from "twilio/lib/base/Domain";
import type VersionClass from "twilio/lib/base/Version";
import type { VerificationContextImpl } from "twilio/lib/rest/verify/v2/service/verification";
import type { Transport } from "./transport";

/** Sends one `Status=approved`; resolves with the verification's new status, rejects with `status` and `code` of a refusal. */
export type Approve = (transport: Transport, serviceSid: string, e164: string) => Promise<string>;

const VERIFY_ORIGIN = "https://verify.twilio.com";

/**
 * The update as the twilio package makes it, from the few modules that Verify needs: the package as a whole costs most
 * of a cold start. Loaded here and not at the top, since the platform caches a top-level exception and breaks every login.
 * @throws when the package is not there, or no longer holds these modules.
 */
export function approveWithTwilio(origin: string = VERIFY_ORIGIN): Approve {
  const Domain: typeof DomainClass = require("twilio/lib/base/Domain").default;
  const Version: typeof VersionClass = require("twilio/lib/base/Version").default;
  const verification = require("twilio/lib/rest/verify/v2/service/verification");
  const Context: typeof VerificationContextImpl = verification.VerificationContextImpl;
  if (![Domain, Version, Context].every((part) => typeof part === "function")) throw new Error("other modules");
  return async (transport, serviceSid, e164) => {
    const client = { request: transport } as unknown as ConstructorParameters<typeof DomainClass>[0];
    const version = new Version(new Domain(client, origin), "v2") as ConstructorParameters<typeof Context>[0];
    return (await new Context(version, serviceSid, e164).update({ status: "approved" })).status;
  };
}

/** The same request without the package. */
export function approveWithoutTwilio(origin: string = VERIFY_ORIGIN): Approve {
  return async (transport, serviceSid, e164) => {
    const response = await transport({
      method: "post",
      uri: `${origin}/v2/Services/${serviceSid}/Verifications/${e164}`,
      data: { Status: "approved" },
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    });
    if (response.statusCode >= 200 && response.statusCode < 300) return JSON.parse(response.body).status;
    throw Object.assign(new Error("refused"), { status: response.statusCode, code: twilioCode(response.body) });
  };
}

function twilioCode(body: string): unknown {
  try {
    return JSON.parse(body).code;
  } catch {
    return undefined;
  }
}
