import { InvalidArgumentError } from "commander";
import type { Tenant } from "../../../stacks/tenant-schema";
import type { Environment } from "../../support/environment";

const TIMEOUT_MS = 10_000;
const MAX_CHARACTERS = 1024 * 1024;
const SAMPLE = /^log_stream_(\w+?)(?:_total)?\{(.*)\} (\d+(?:\.\d+)?)$/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** One of the receiver's counters. */
export interface ReceiverCounter {
  /** As the receiver calls it, without `log_stream_`: `records`, `reports`, `retries`, `waiting`. */
  metric: string;
  /** Auth0's name of the tenant. */
  tenant: string;
  /** What is counted, e.g. `approved` or `skipped:too-old`. */
  label: string;
  value: number;
}

/** The counters, or why there are none. */
export type ReceiverAnswer = { counters: ReceiverCounter[] } | { unavailable: string };

/** Reads the receiver's address for an option of the command line. @throws what commander turns into a usage error. */
export function parseReceiverUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") {
    throw new InvalidArgumentError("Write where the receiver is, for instance https://logs.example.com");
  }
  if (url.protocol === "http:" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)) {
    throw new InvalidArgumentError("Write https: the token must not go over the network in the clear.");
  }
  return url;
}

/** Where the tenant's log stream goes; `undefined` where it has none, or goes to Twilio Functions, which show no counters. */
export function receiverOf({ logStream }: Pick<Tenant, "logStream">): URL | undefined {
  return logStream === undefined || logStream.receiver === "twilio-functions" ? undefined : new URL(logStream.url);
}

/**
 * Asks a log stream receiver for its counters (`GET …/metrics`).
 * @param env holds the receiver's token as `METRICS_TOKEN`.
 */
export async function readReceiver(receiver: URL, env: Environment): Promise<ReceiverAnswer> {
  const token = env.METRICS_TOKEN;
  if (!token) {
    return { unavailable: "The receiver shows its counters only to its METRICS_TOKEN. Set it in the environment." };
  }
  const url = new URL(receiver);
  if (!url.pathname.endsWith("/metrics")) url.pathname = `${url.pathname.replace(/\/$/, "")}/metrics`;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` }, redirect: "error", signal });
    if (answer.status === 401) {
      return { unavailable: `${url} does not accept this METRICS_TOKEN. It must be the one that the receiver has.` };
    }
    if (answer.status !== 200) return { unavailable: `${url} answered ${answer.status}: is it a log stream receiver?` };
    return { counters: parseCounters((await answer.text()).slice(0, MAX_CHARACTERS)) };
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    return { unavailable: `${url} can't be reached: ${why}.` };
  }
}

function parseCounters(text: string): ReceiverCounter[] {
  return text.split("\n").flatMap((line) => {
    const [, metric, labels, value] = SAMPLE.exec(line) ?? [];
    if (metric === undefined) return [];
    const named = [...labels!.matchAll(LABEL)].map(([, name, text]) => [name!, unquoted(text!)] as const);
    const tenant = named.find(([name]) => name === "tenant")?.[1] ?? "";
    const label = named.find(([name]) => name !== "tenant")?.[1] ?? "";
    return [{ metric, tenant, label, value: Number(value) }];
  });
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character));
}
