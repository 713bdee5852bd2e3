import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type {
  CustomPhoneProviderApi,
  CustomPhoneProviderEvent,
  Notification,
} from "../../actions/types/custom-phone-provider";
import type { TwilioSecrets } from "../../actions/types/secrets";
import { certificateAuthority } from "../../packages/local-tenant/src/tls/authority";
import { trustAuthority } from "../../packages/local-tenant/src/tls/trust";
import { repoRoot } from "../../stacks/repo-root";

export const ACCOUNT = `AC${"1".repeat(32)}`;
export const SERVICE = `VA${"2".repeat(32)}`;
export const SECRETS: Partial<TwilioSecrets> = {
  TWILIO_ACCOUNT_SID: ACCOUNT,
  TWILIO_AUTH_TOKEN: "the-auth-token",
  TWILIO_VERIFY_SID: SERVICE,
};

export type Event = CustomPhoneProviderEvent<TwilioSecrets>;

/** A message with a code by text, as the platform hands it over; `notification` says what is different. */
export function phoneMessage(notification: Partial<Notification> = {}, more: Partial<Event> = {}): Event {
  return {
    client: { client_id: "web", name: "Web", metadata: {} },
    notification: {
      message_type: "otp_verify",
      delivery_method: "text",
      recipient: "+12025550100",
      code: "123456",
      as_text: "Your code is 123456",
      as_voice: "Your code is 1. 2. 3. 4. 5. 6.",
      ...notification,
    },
    request: { ip: "203.0.113.7", method: "POST", geoip: {} },
    secrets: SECRETS,
    tenant: { id: "acme" },
    user: {},
    ...more,
  };
}

/** What the Action told the platform, in order: `drop <reason>` or `retry <reason>`. */
export function recordedNotifications(): CustomPhoneProviderApi & { calls: string[] } {
  const calls: string[] = [];
  return {
    calls,
    notification: {
      drop: (reason) => void calls.push(`drop ${reason}`),
      retry: (reason) => void calls.push(`retry ${reason}`),
    },
    cache: {
      get: () => undefined,
      set: () => ({ type: "error", code: "CacheSizeExceeded" }),
      delete: () => ({ type: "error", code: "CacheKeyDoesNotExist" }),
    },
  };
}

/** An answer of Twilio's; `reset` breaks the connection after the request, `hang` says nothing. */
export type TwilioAnswer = { status: number; code?: number; body?: string } | "reset" | "hang";

/** What Twilio was asked, path and form. */
export interface TwilioRequest {
  path: string;
  form: Record<string, string>;
  authorization: string | undefined;
}

/** A Twilio that answers what it is told to, and 201 when there is nothing more. */
export interface ScriptedTwilio {
  origin: string;
  requests: TwilioRequest[];
  answers: TwilioAnswer[];
  stop(): void;
}

export async function scriptedTwilio(): Promise<ScriptedTwilio> {
  const { certificate, leaf } = await certificateAuthority({ dir: join(repoRoot, ".cache", "test-ca") });
  trustAuthority(certificate);
  const requests: TwilioRequest[] = [];
  const answers: TwilioAnswer[] = [];
  const server: Server = createServer({ key: leaf.key, cert: leaf.certificate }, (request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      requests.push({ path: request.url ?? "", form, authorization: request.headers.authorization });
      const answer = answers.shift() ?? { status: 201 };
      if (answer === "reset") request.socket.destroy();
      else if (answer !== "hang") response.writeHead(answer.status).end(answer.body ?? document(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    answers,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function document({ status, code }: Exclude<TwilioAnswer, string>): string {
  if (status < 300) return JSON.stringify({ sid: `VE${"3".repeat(32)}`, status: "pending" });
  return JSON.stringify({
    code,
    message: "About +12025550100",
    more_info: "https://www.twilio.com/docs/errors",
    status,
  });
}
