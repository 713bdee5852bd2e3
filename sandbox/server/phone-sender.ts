import { Agent, request } from "node:https";
import type { PhoneSender } from "../auth0/login";

export interface VerifyAccess {
  /** E.g. `https://localhost:8444`. */
  origin: string;
  serviceSid: string;
  /** Account SID and auth token, or an API key's SID and secret. */
  username: string;
  password: string;
  /** PEM of the authority that signed the server's certificate. */
  ca: string;
}

/** How long a message may take, in milliseconds. */
const timeoutMs = 5000;

/**
 * What an Auth0 custom phone provider for Twilio Verify does: starts a verification with Auth0's own code.
 * A refusal rejects with Twilio's code and message.
 */
export function verifyPhoneSender(access: VerifyAccess): PhoneSender & { close(): void } {
  const agent = new Agent({ keepAlive: true, ca: access.ca });
  const authorization = `Basic ${Buffer.from(`${access.username}:${access.password}`).toString("base64")}`;
  return {
    send: async ({ to, code, channel }) => {
      const url = `${access.origin}/v2/Services/${access.serviceSid}/Verifications`;
      const body = new URLSearchParams({ To: to, Channel: channel, CustomCode: code }).toString();
      const response = await post(url, body, authorization, agent);
      if (response.status !== 201) throw new Error(refusal(response));
    },
    close: () => agent.destroy(),
  };
}

interface Answer {
  status: number;
  body: string;
}

function post(url: string, body: string, authorization: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization,
      "content-type": "application/x-www-form-urlencoded",
      "content-length": Buffer.byteLength(body),
    };
    const outgoing = request(url, { method: "POST", headers, agent, timeout: timeoutMs }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    });
    outgoing.on("error", reject);
    outgoing.on("timeout", () => outgoing.destroy(new Error(`Verify did not answer within ${timeoutMs} ms`)));
    outgoing.end(body);
  });
}

function refusal({ status, body }: Answer): string {
  try {
    const { code, message } = JSON.parse(body) as { code?: number; message?: string };
    return `Verify refused the message: ${status} ${code} ${message}`;
  } catch {
    return `Verify refused the message: ${status}`;
  }
}
