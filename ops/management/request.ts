import { readFileSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { createSecureContext, type SecureContext } from "node:tls";
import { rootsUnreadable, unreachable } from "../errors";

const TIMEOUT_MS = 30_000;

/** An answer; `body` is the parsed JSON, undefined when there was none or it was no JSON. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows what it asked for
  body: any;
}

export interface Question {
  method?: "GET" | "POST" | "PATCH";
  headers?: Record<string, string>;
  body?: string;
  /** PEM file with every root to trust; undefined means `ca`, or Node's own. */
  caFile?: string | undefined;
  /** PEM of the only root to trust. */
  ca?: string;
  /** What to look at first when no answer comes; absent: the tenant's domain. */
  check?: string;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const contexts = new Map<string, SecureContext>();

/** Read once: a system's bundle holds some 140 certificates, which take longer to read than the request does. */
function rootsIn(caFile: string): SecureContext {
  const known = contexts.get(caFile);
  if (known) return known;
  try {
    const context = createSecureContext({ ca: readFileSync(caFile) });
    contexts.set(caFile, context);
    return context;
  } catch (error) {
    throw rootsUnreadable(caFile, (error as Error).message);
  }
}

/** Sends one HTTPS request. Throws a user error that names the host when no answer comes within 30 s, or the file. */
export function ask(url: string, { method = "GET", headers = {}, body, caFile, ca, check }: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) =>
      reject(unreachable(new URL(url).origin, error.message, check ?? "the tenant's domain in tenants.ts"));
    const trust = caFile === undefined ? { ...(ca && { ca }) } : { secureContext: rootsIn(caFile) };
    const outgoing = httpsRequest(url, { method, headers, timeout: TIMEOUT_MS, agent: false, ...trust }, (incoming) => {
      let text = "";
      incoming.setEncoding("utf8");
      incoming.on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("error", fail);
      incoming.on("end", () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: parsed(text) }),
      );
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer within 30 s")));
    outgoing.on("error", fail);
    outgoing.end(body);
  });
}
