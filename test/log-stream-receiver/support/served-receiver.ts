import { FIXED_SERVICE_SID, STANDARD_KEY } from "../../../packages/local-tenant/src/twilio";
import { createReceiver } from "../../../packages/log-stream-receiver/src/http/receiver";
import { type Batch, BusyError } from "../../../packages/log-stream-receiver/src/http/sink";
import { readSettings } from "../../../packages/log-stream-receiver/src/settings/read-settings";
import { at } from "./records";

export const TOKEN = "token-of-acme-dev-0001";
export const PREVIOUS_TOKEN = "token-of-acme-dev-0000";
export const OTHER_TOKEN = "token-of-acme-prod-0001";
export const METRICS_TOKEN = "token-of-the-metrics-01";

/** Variables of a receiver for the tenants acme-dev and acme-prod, that reports to a local Verify. */
export function variables(verifyOrigin = "http://127.0.0.1:9"): Record<string, string> {
  return {
    AUTH0_TENANTS: "acme-dev, acme-prod",
    LOG_STREAM_TOKEN__ACME_DEV: TOKEN,
    LOG_STREAM_TOKEN_PREVIOUS__ACME_DEV: PREVIOUS_TOKEN,
    LOG_STREAM_TOKEN__ACME_PROD: OTHER_TOKEN,
    METRICS_TOKEN,
    TWILIO_API_KEY: STANDARD_KEY.sid,
    TWILIO_API_KEY_SECRET: STANDARD_KEY.secret,
    TWILIO_VERIFY_SID: FIXED_SERVICE_SID,
    VERIFY_ORIGIN: verifyOrigin,
  };
}

/** The portable handler with a sink that only keeps what it is given. */
export function receiverInMemory(options: { lines?: "refuse"; without?: string[] } = {}) {
  const accepted: Batch[] = [];
  const warnings: string[] = [];
  const state = { busy: false };
  const given = Object.entries(variables()).filter(([name]) => !options.without?.includes(name));
  const receive = createReceiver({
    settings: readSettings(Object.fromEntries(given)),
    sink: {
      async accept(batch) {
        if (state.busy) throw new BusyError(30);
        accepted.push(batch);
      },
    },
    metrics: { format: async () => "counters\n" },
    warn: (sentence) => warnings.push(sentence),
    now: () => at(60),
    ...(options.lines && { lines: options.lines }),
  });
  return { receive, accepted, warnings, state };
}

/** A request of Auth0's; `null` sends no token. */
export function delivery(body: unknown, authorization: string | null = TOKEN): Request {
  return new Request("https://receiver.example/logs", {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization !== null && { authorization }) },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
