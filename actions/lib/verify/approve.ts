import type DomainClass from "twilio/lib/base/Domain";
import type VersionClass from "twilio/lib/base/Version";
import type { VerificationContextImpl } from "twilio/lib/rest/verify/v2/service/verification";
import { documentOf } from "./answer";
import type { Transport, TransportRequest, TransportResponse } from "./transport";
import { ResponseError } from "./transport-errors";

/**
 * Sends one `Status=approved`; resolves when Verify confirms it.
 * `id` is an E.164 number, for its newest verification, or the SID of one.
 * @throws RefusedError, ResponseError, or what the transport throws.
 */
export type Approve = (transport: Transport, serviceSid: string, id: string) => Promise<void>;

const VERIFY_ORIGIN = "https://verify.twilio.com";

/**
 * The update as the twilio package makes it, from the few modules that Verify needs: the package as a whole costs most
 * of a cold start. Loaded here and not at the top, since the platform caches a top-level exception and breaks every login.
 * The package only builds the request: of an answer it would let the body's status stand for HTTP's.
 * @throws when the package is not there, or no longer holds these modules.
 */
export function approveWithTwilio(origin: string = VERIFY_ORIGIN): Approve {
  const Domain: typeof DomainClass = require("twilio/lib/base/Domain").default;
  const Version: typeof VersionClass = require("twilio/lib/base/Version").default;
  const verification = require("twilio/lib/rest/verify/v2/service/verification");
  const Context: typeof VerificationContextImpl = verification.VerificationContextImpl;
  if (![Domain, Version, Context].every((part) => typeof part === "function")) throw new Error("other modules");
  let built: TransportRequest | undefined;
  const request = (options: TransportRequest) => {
    built = options;
    return new Promise(() => {});
  };
  const client = { request } as unknown as ConstructorParameters<typeof DomainClass>[0];
  const version = new Version(new Domain(client, origin), "v2") as ConstructorParameters<typeof Context>[0];
  const build = (serviceSid: string, id: string): TransportRequest => {
    built = undefined;
    // A rejection that nobody handles could end the instance, and other logins with it.
    new Context(version, serviceSid, id).update({ status: "approved" }).catch(() => {});
    if (!built) throw new Error("other modules");
    return built;
  };
  build("VA", "VE");
  return async (transport, serviceSid, id) => confirm(await transport(build(serviceSid, id)));
}

/** The same request without the package. */
export function approveWithoutTwilio(origin: string = VERIFY_ORIGIN): Approve {
  return async (transport, serviceSid, id) => {
    const response = await transport({
      method: "post",
      uri: `${origin}/v2/Services/${serviceSid}/Verifications/${id}`,
      data: { Status: "approved" },
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    });
    confirm(response);
  };
}

function confirm(response: TransportResponse): void {
  if (documentOf(response).status !== "approved") throw new ResponseError(response.statusCode);
}
