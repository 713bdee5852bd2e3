import type { Credentials } from "../../../../actions/lib/verify/credentials";
import type { Transport } from "../../../../actions/lib/verify/transport";
import { DeadlineError, ResponseError } from "../../../../actions/lib/verify/transport-errors";

/** Far above any answer of Verify's, in characters. */
const MAX_BODY = 64 * 1024;

/**
 * A transport over `fetch`, which every platform has.
 * @param deadline on the clock of `performance.now()`; every request is over by then, headers and body.
 * @param onRetryAfter told how long Verify asks to be left alone, in ms.
 */
export function fetchTransport(
  { username, password }: Credentials,
  deadline: number,
  onRetryAfter: (ms: number) => void,
): Transport {
  return async ({ method, uri, data, headers }) => {
    const signal = AbortSignal.timeout(Math.max(0, Math.ceil(deadline - performance.now())));
    try {
      const response = await fetch(uri, {
        method: method.toUpperCase(),
        headers: { ...headers, "User-Agent": "auth0-verify-feedback", Authorization: basic(username, password) },
        redirect: "manual",
        signal,
        ...(data && { body: new URLSearchParams(data).toString() }),
      });
      const seconds = Number(response.headers.get("retry-after"));
      if (seconds > 0) onRetryAfter(seconds * 1000);
      const body = await response.text();
      if (body.length > MAX_BODY) throw new ResponseError(response.status);
      return { statusCode: response.status, body };
    } catch (error) {
      if (signal.aborted) throw new DeadlineError();
      throw withNetworkCode(error);
    }
  };
}

function basic(username: string, password: string): string {
  return `Basic ${btoa(`${username}:${password}`)}`;
}

/** Node's fetch puts the network's error in `cause`; other platforms tell no code, and none is reached without one. */
function withNetworkCode(error: unknown): unknown {
  if (error instanceof ResponseError) return error;
  const code: unknown = Object(Object(error).cause).code;
  return Object.assign(new Error("network"), { code: typeof code === "string" ? code : "ENETWORK" });
}
