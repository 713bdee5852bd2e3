/** What became of a message. `dropped` and `retry` are Auth0's two ways to fail it. */
export type Delivery =
  | { result: "sent" }
  | {
      result: "dropped" | "retry";
      /** One fixed word, for the log line. */
      reason: string;
      /** The same in a sentence for the tenant log, without anything personal. */
      sentence: string;
      /** HTTP status; `undefined` when there was no answer. */
      http?: number;
      /** Twilio's error number, Node's error code, or the name of the secret at fault. */
      code?: string | number;
    };

/** A message that is given up before Twilio was asked. */
export function dropped(reason: string, sentence: string, code?: string): Delivery {
  return { result: "dropped", reason, sentence, code };
}

/** `sent`, or `<result>:<reason> <http> <code>` with `-` for what is not known. */
export function formatDelivery(delivery: Delivery): string {
  if (delivery.result === "sent") return "sent";
  return `${delivery.result}:${delivery.reason} ${delivery.http ?? "-"} ${delivery.code ?? "-"}`;
}
