import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { MiddlewareHandler } from "hono";
import type { AppEnv, Ctx, Deps } from "./context";
import { internalError, TwilioError, tooManyRequests, unauthenticated } from "./errors";
import type { Fault } from "./fault";
import type { Operation } from "./operations";
import { pathNotFound } from "./resources/route";

/** Registers how a held connection is let go; the function returned takes it back. */
type Hold = (release: () => void) => () => void;

/** Injects the fault that is set on the operation; without one it does nothing. */
export function injectFault(operation: Operation, { faults }: Deps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const fault = faults.take(operation);
    if (!fault) return next();
    const entry = c.get("entry");
    entry.fault = fault.kind;
    const givesTrueAnswer = fault.kind === "delay" || fault.kind === "drip";
    if (fault.takesEffect || givesTrueAnswer) await next();
    if (!givesTrueAnswer) entry.answer = instead[fault.kind];
    const answer = await applyFault(c, fault, (release) => faults.hold(operation, release));
    if (!answer) return;
    c.res = undefined;
    c.res = answer;
  };
}

const page = "<!doctype html><title>Gateway</title><h1>Something is wrong</h1>";
const halfADocument = '{"sid":"VE';

/** What is answered instead of a document. */
const instead: Partial<Record<Fault["kind"], string>> = { html: page, "bad-json": halfADocument };

/** Does what the fault says. `undefined` keeps the true answer. */
async function applyFault(c: Ctx, fault: Fault, hold: Hold): Promise<Response | undefined> {
  switch (fault.kind) {
    case "delay":
      await untilClosed(c, hold, fault.ms);
      return undefined;
    case "hang":
      await untilClosed(c, hold);
      return RESPONSE_ALREADY_SENT;
    case "drip":
      await drip(c, hold, fault.intervalMs);
      return RESPONSE_ALREADY_SENT;
    case "reset":
      c.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    case "html":
      return c.html(page, fault.status);
    case "bad-json":
      return c.body(halfADocument, 200, { "content-type": "application/json" });
    case "error":
      throw errorOf(fault, c);
    case "refusal":
      throw new TwilioError(fault.status, fault.code, "Refused by a switch of the local Verify");
  }
}

function errorOf(fault: Extract<Fault, { kind: "error" }>, c: Ctx) {
  switch (fault.status) {
    case 401:
      return unauthenticated();
    case 404:
      return pathNotFound(c);
    case 429:
      return tooManyRequests(fault.retryAfterSeconds ?? 1);
    case 500:
      return internalError();
  }
}

/** Resolves when the client is gone, the fault is cleared, or `ms` have passed. */
function untilClosed(c: Ctx, hold: Hold, ms?: number): Promise<void> {
  const { incoming, outgoing } = c.env;
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      outgoing.off("close", done);
      unhold();
      resolve();
    };
    const timer = ms === undefined ? undefined : setTimeout(done, ms);
    const unhold = hold(() => incoming.socket.destroy());
    outgoing.on("close", done);
  });
}

/** Sends the true answer byte by byte. */
async function drip(c: Ctx, hold: Hold, intervalMs: number): Promise<void> {
  const { outgoing } = c.env;
  const bytes = Buffer.from(await c.res.clone().arrayBuffer());
  c.get("entry").status = c.res.status;
  outgoing.writeHead(c.res.status, { ...Object.fromEntries(c.res.headers), "content-length": bytes.length });
  let sent = 0;
  const timer = setInterval(() => {
    outgoing.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= bytes.length) {
      clearInterval(timer);
      outgoing.end();
    }
  }, intervalMs);
  outgoing.on("close", () => clearInterval(timer));
  await untilClosed(c, hold);
}
