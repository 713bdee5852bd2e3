import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import twilio from "twilio";
import { ManualClock } from "../../../src/support/clock";
import {
  createVerify,
  FIXED_ACCOUNT,
  FIXED_SERVICE_SID,
  STANDARD_KEY,
  type Verify,
  type VerifyOptions,
} from "../../../src/twilio";
import { verifySeeds } from "../../support/fixed-credentials";

/** A fictional number, and another one. */
export const NUMBER = "+12025550101";
export const OTHER_NUMBER = "+12025550102";

/** A local Verify that listens on a port of its own, with the real SDK pointed at it. */
export interface Served {
  verify: Verify;
  clock: ManualClock;
  origin: string;
  /** What the local Verify warned of. */
  warnings: string[];
  /** The SDK with the standard API key. */
  client: ReturnType<typeof twilio>;
  /** The SDK's context of the sandbox service. */
  service: ReturnType<ReturnType<typeof twilio>["verify"]["v2"]["services"]>;
  /** `timeout`: idle milliseconds after which the SDK gives up; `undefined` means its own 30 s. */
  clientOf(username: string, password: string, timeout?: number): ReturnType<typeof twilio>;
  /** A request without the SDK, as it is given. */
  raw(method: string, path: string, body?: string): Promise<Response>;
  close(): Promise<void>;
}

export async function serveVerify(options: Partial<VerifyOptions> = {}): Promise<Served> {
  const clock = new ManualClock();
  const warnings: string[] = [];
  const verify = createVerify({ ...verifySeeds, clock, warn: (sentence) => warnings.push(sentence), ...options });
  const server = createAdaptorServer({ fetch: verify.app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientOf = (username: string, password: string, timeout?: number) => {
    const client = twilio(username, password, { accountSid: FIXED_ACCOUNT.sid, timeout });
    client.verify.baseUrl = origin;
    return client;
  };
  const client = clientOf(STANDARD_KEY.sid, STANDARD_KEY.secret);
  return {
    verify,
    clock,
    origin,
    warnings,
    client,
    service: client.verify.v2.services(FIXED_SERVICE_SID),
    clientOf,
    raw: (method, path, body) =>
      fetch(origin + path, {
        method,
        headers: {
          authorization: `Basic ${btoa(`${STANDARD_KEY.sid}:${STANDARD_KEY.secret}`)}`,
          ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        },
        ...(body === undefined ? {} : { body }),
      }),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a promise was rejected with, as a plain object of the fields that matter; fails if it wasn't. */
export async function rejection(
  promise: Promise<unknown>,
): Promise<{ status: unknown; code: unknown; message: string }> {
  try {
    await promise;
  } catch (error) {
    const { status, code, message } = error as { status?: unknown; code?: unknown; message: string };
    return { status, code, message };
  }
  throw new Error("expected a rejection, but it was fulfilled");
}
