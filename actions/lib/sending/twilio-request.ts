import { errorClass, nodeCode } from "../error-class";
import { documentOf } from "../verify/answer";
import type { Credentials } from "../verify/credentials";
import { httpsTransport } from "../verify/transport";
import { RefusedError, ResponseError } from "../verify/transport-errors";
import type { Delivery } from "./delivery";
import { refusalOf } from "./refusals";

/** Parameters of a request; those that are `undefined` are left out. */
export type Parameters = Record<string, string | undefined>;

/**
 * Posts a form to Twilio over a new connection: a kept one may be dead, and nobody could tell what became of a message
 * written to it. Never throws.
 * @param deadline on the clock of `performance.now()`.
 */
export async function post(
  uri: string,
  parameters: Parameters,
  credentials: Credentials,
  deadline: number,
): Promise<Delivery> {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  try {
    const response = await httpsTransport(
      credentials,
      deadline,
      "new",
    )({
      method: "post",
      uri,
      data: Object.fromEntries(given),
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    });
    const { sid } = documentOf(response);
    return typeof sid === "string" ? { result: "sent" } : unknownDelivery(response.statusCode);
  } catch (error) {
    if (error instanceof RefusedError) return refusalOf(error.http, error.code);
    if (error instanceof ResponseError) return unknownDelivery(error.http);
    const { code, unsent } = Object(error) as { code?: unknown; unsent?: unknown };
    const name = nodeCode(code) ?? errorClass(error);
    if (unsent !== true) return unknownDelivery(undefined, name);
    const sentence = "Twilio could not be reached.";
    return { result: "retry", reason: "not-sent", sentence, code: name };
  }
}

/** Not tried again: a late second try would bring an older code last, and the user can ask for a new one. */
function unknownDelivery(http?: number, code?: string): Delivery {
  const sentence = "Twilio gave no answer that tells whether the message was sent.";
  return { result: "dropped", reason: "unknown-delivery", sentence, http, code };
}
