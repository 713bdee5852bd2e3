import type { Hono } from "hono";
import { limitBody } from "../support/body-limit";
import { authenticate } from "./authenticate";
import type { AppEnv, Ctx, Deps } from "./context";
import { formatError, internalError, TwilioError } from "./errors";
import { injectFault } from "./inject-fault";
import { OPERATIONS, type Operation } from "./operations";
import { record } from "./record";
import { ROUTES } from "./resources";
import { newSid } from "./sid";
import { unknownRoute } from "./unknown-route";

/** Puts every operation on the app: recorded, then struck by its fault, then authenticated, then answered. */
export function mount(app: Hono<AppEnv>, deps: Deps): void {
  app.use(async (c, next) => {
    const requestSid = newSid("RQ");
    c.set("requestSid", requestSid);
    c.header("Twilio-Request-Id", requestSid);
    await next();
  });
  // What stands before Twilio's API answers this, so without its envelope.
  app.use(limitBody((c) => c.text("Payload Too Large", 413)));
  for (const operation of Object.keys(OPERATIONS) as Operation[]) {
    const { method, path } = OPERATIONS[operation];
    app.on(
      method,
      path.replaceAll(/\{(\w+)\}/g, ":$1"),
      record(operation, deps),
      injectFault(operation, deps),
      authenticate(operation, deps.accounts),
      (c: Ctx) => ROUTES[operation](c, deps),
    );
  }
  app.notFound(unknownRoute(deps));
  app.onError((error, c) => answerError(error, c, deps));
}

function answerError(error: Error, c: Ctx, { warn }: Deps): Response {
  if (!(error instanceof TwilioError)) warn(`Local Twilio Verify: an internal bug, answered 500/20500. ${error.stack}`);
  const answer = error instanceof TwilioError ? error : internalError();
  const document = formatError(answer);
  Object.assign(c.get("entry"), { code: answer.code, answer: document });
  if (answer.retryAfterSeconds !== undefined) c.header("Retry-After", String(answer.retryAfterSeconds));
  if (answer.code === 20429) c.header("Twilio-Reached-Rate-Limit", "true");
  return c.json(document, answer.status);
}
