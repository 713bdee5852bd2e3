import { errorClass } from "../error-class";
import type { Credentials } from "../verify/credentials";
import { httpsTransport } from "../verify/transport";
import type { Delivery } from "./delivery";
import { refusalOf } from "./refusals";

/** Parameters of a request; those that are `undefined` are left out. */
export type Parameters = Record<string, string | undefined>;

/**
 * Posts a form to Twilio over a connection of its own: a kept one may be dead, and what happened to a message written
 * to it could not be told. Never throws.
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
    const { statusCode, body } = await httpsTransport(
      credentials,
      deadline,
      "new",
    )({
      method: "post",
      uri,
      data: Object.fromEntries(given),
      headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
    });
    const answer = parsed(body);
    if (statusCode < 200 || statusCode > 299) {
      return refusalOf(statusCode, typeof answer.code === "number" ? answer.code : undefined);
    }
    return typeof answer.sid === "string" ? { result: "sent" } : unknownDelivery(statusCode);
  } catch (error) {
    const { code, unsent } = Object(error) as { code?: unknown; unsent?: unknown };
    const name = typeof code === "string" && /^[A-Z0-9_]{1,40}$/.test(code) ? code : errorClass(error);
    if (unsent !== true) return unknownDelivery(undefined, name);
    const sentence = "Twilio could not be reached.";
    return { result: "retry", reason: "not-sent", sentence, code: name };
  }
}

/** Not tried again: a late second try would bring an older code last, and the person can ask for a new one. */
function unknownDelivery(http?: number, code?: string): Delivery {
  const sentence = "Twilio gave no answer that tells whether the message was sent.";
  return { result: "dropped", reason: "unknown-delivery", sentence, http, code };
}

function parsed(body: string): { sid?: unknown; code?: unknown } {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}
