import { readFileSync } from "node:fs";
import { Agent, request as httpsRequest } from "node:https";
import { createSecureContext, type SecureContext } from "node:tls";
import { UserError } from "../../stacks/errors";
import { UnreachableError } from "./errors";
import { exitCodes } from "./exit-codes";
import { parsedJson } from "./json";
import { abandoned, stopped } from "./stop";
import { withoutLineBreaksIn } from "./tenant-text";

const TIMEOUT_MS = 30_000;

/** An answer; `body` is the parsed JSON, undefined when there was none or it was no JSON. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
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

/** What to trust, and connections that are kept for the next request under it. */
interface Trust {
  /** False: a connection for this request alone. */
  agent: Agent | false;
  secureContext?: SecureContext;
}

const trusts = new Map<string, Trust>();

/** Read once: a system's bundle holds some 140 certificates, which take longer to read than the request does. */
function trustIn({ caFile, ca }: Question): Trust {
  const key = caFile ?? ca ?? "";
  const known = trusts.get(key);
  if (known) return known;
  try {
    const roots = caFile === undefined ? ca : readFileSync(caFile);
    const trust = {
      agent: new Agent({ keepAlive: true }),
      ...(roots && { secureContext: createSecureContext({ ca: roots }) }),
    };
    trusts.set(key, trust);
    return trust;
  } catch (error) {
    throw rootsUnreadable(caFile ?? "", (error as Error).message);
  }
}

/** Sends one HTTPS request. Throws a user error that names the host when no answer comes within 30 s, or the file, or that it was told to stop. */
export async function ask(url: string, question: Question): Promise<Answer> {
  const trust = trustIn(question);
  try {
    return await send(url, question, trust).catch((error) => {
      // The server may close a kept connection just when it is used again, and the others of that age with it, so the
      // second try opens one of its own. Every request here may be made twice.
      if (error instanceof StaleConnection) return send(url, question, { ...trust, agent: false });
      throw error;
    });
  } catch (error) {
    if (abandoned.aborted) throw stopped();
    const check = question.check ?? "the tenant's domain in tenants.ts";
    throw unreachable(new URL(url).origin, (error as Error).message, check);
  }
}

class StaleConnection extends Error {}

function send(url: string, { method = "GET", headers = {}, body }: Question, trust: Trust): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(
      url,
      { method, headers, timeout: TIMEOUT_MS, signal: abandoned, ...trust },
      (incoming) => {
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (chunk: string) => {
          text += chunk;
        });
        incoming.on("error", reject);
        incoming.on("end", () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: withoutLineBreaksIn(parsedJson(text)),
          }),
        );
      },
    );
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer within 30 s")));
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      const stale = outgoing.reusedSocket && ["ECONNRESET", "EPIPE"].includes(error.code ?? "");
      reject(stale ? new StaleConnection(error.message) : error);
    });
    outgoing.end(body);
  });
}

/** @param check what to look at first, e.g. `the tenant's domain in tenants.ts`. */
function unreachable(url: string, reason: string, check: string): UnreachableError {
  return new UnreachableError(
    `${url} can't be reached: ${reason}.\nCheck ${check} and the network. For a private certificate authority, set SSL_CERT_FILE.`,
  );
}

function rootsUnreadable(file: string, reason: string): UserError {
  return new UserError(
    `SSL_CERT_FILE names ${file}, which can't be read as certificates: ${reason}.\nName a PEM file with the roots to trust, or unset it.`,
    exitCodes.notReady,
  );
}
