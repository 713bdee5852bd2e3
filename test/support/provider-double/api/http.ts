import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";

/** What came back; `body` is the text as received. */
export interface HttpResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** Sends one request and reads the whole answer. Rejects when no answer came or `signal` aborts. */
export type Send = (
  method: string,
  url: string,
  headers: Record<string, string>,
  body: string | undefined,
  signal?: AbortSignal,
) => Promise<HttpResponse>;

const UNTRUSTED = new Set([
  "SELF_SIGNED_CERT_IN_CHAIN",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
]);

function reason(error: NodeJS.ErrnoException): Error {
  if (!UNTRUSTED.has(error.code ?? "")) return error;
  return new Error("tls: failed to verify certificate: x509: certificate signed by unknown authority");
}

/** A sender that trusts what Go's TLS would: the file named by `SSL_CERT_FILE`, else the usual roots. */
export function httpSender(): Send {
  const bundle = process.env.SSL_CERT_FILE;
  const agent = new Agent({ keepAlive: true, ...(bundle ? { ca: readFileSync(bundle) } : {}) });
  return (method, url, headers, body, signal) =>
    new Promise((resolve, reject) => {
      const outgoing = request(url, { method, headers, agent, ...(signal ? { signal } : {}) }, (incoming) => {
        let text = "";
        incoming.setEncoding("utf8");
        incoming.on("data", (chunk: string) => {
          text += chunk;
        });
        incoming.on("error", reject);
        incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }));
      });
      outgoing.on("error", (error) => reject(reason(error)));
      outgoing.end(body);
    });
}
