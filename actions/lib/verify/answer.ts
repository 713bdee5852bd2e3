import type { TransportResponse } from "./transport";
import { RefusedError, ResponseError } from "./transport-errors";

/**
 * The document of a successful answer. Only the HTTP status says whether it is one, not a status in the body.
 * @throws RefusedError for any status but 2xx.
 * @throws ResponseError for a success without a JSON object.
 */
export function documentOf({ statusCode, body }: TransportResponse): Record<string, unknown> {
  const document = parsed(body);
  if (statusCode < 200 || statusCode >= 300) throw new RefusedError(statusCode, twilioCode(document?.code));
  if (!document) throw new ResponseError(statusCode);
  return document;
}

/** `undefined` for everything but an object. */
function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const document = JSON.parse(body);
    return Object.prototype.toString.call(document) === "[object Object]" ? document : undefined;
  } catch {
    return undefined;
  }
}

/** Twilio's error numbers have five digits (Twilio docs, error dictionary). Anything else may be a phone number. */
function twilioCode(code: unknown): number | undefined {
  return typeof code === "number" && Number.isInteger(code) && code >= 10_000 && code <= 99_999 ? code : undefined;
}
