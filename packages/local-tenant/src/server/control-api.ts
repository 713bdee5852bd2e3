import { type Context, Hono } from "hono";
import type { z } from "zod";
import { checkLogin, type Login, LoginError, type LoginRequest } from "../auth0/login";
import { bearerToken } from "../auth0/management/auth";
import { UnknownUserError } from "../auth0/users";
import { limitBody, maxBodyBytes } from "../body-limit";
import { equalSecrets } from "../equal-secrets";
import {
  answerBody,
  buildBody,
  codeBody,
  customCodesBody,
  deliveryFaultsBody,
  enrollBody,
  faultBody,
  finishBody,
  messageBody,
  namesBody,
  passwordBody,
  passwordResetBody,
  rateLimitBody,
  selectBody,
  startLoginBody,
} from "./control-schemas";
import type { LocalTenantServer } from "./local-tenant";
import { loginDocument } from "./login-document";
import { readableJson } from "./readable-json";
import { userDocument } from "./user-document";

/** How many logins can still be looked at. */
const capacity = 1000;

/**
 * What programs steer the sandbox with, under `/_sandbox`: users, logins, inbox, conversion, log streams, faults of
 * Verify, of the Management API and of deliveries, reset. docs/sandbox.md has an example of each route. It is no part of Auth0. Every route asks for the
 * bearer token of this start, and none answers it or another credential.
 */
export function createControlApi(server: LocalTenantServer): Hono {
  const app = new Hono().basePath("/_sandbox");
  const logins = new Map<string, Login>();
  const started = (login: Login): Login => {
    logins.set(login.id, login);
    if (logins.size > capacity) logins.delete(logins.keys().next().value!);
    return login;
  };

  app.use(readableJson);
  app.use(limitBody((c) => c.json({ error: `The body is larger than ${maxBodyBytes} bytes.` }, 413)));
  app.use(refuseOtherOrigins);
  app.use(requireToken(server.credentials.controlToken));
  app.onError(describe);
  app.get("/", (c) => c.json(server.describe()));
  app.get("/users", (c) => c.json({ users: server.engine.users.all().map(userDocument) }));
  app.get("/inbox", (c) => {
    const to = c.req.query("to");
    const messages = server.verify.store.messages.filter((message) => to === undefined || message.to === to);
    const texts = server.verify.store.texts.filter((text) => to === undefined || text.to === to);
    return c.json({
      messages: messages.slice(-capacity),
      texts: texts.slice(-capacity),
      emails: server.engine.mailbox,
    });
  });
  app.get("/logs", (c) => c.json({ logs: server.logDocuments().slice(-capacity) }));
  app.get("/verify", (c) => c.json(server.conversion()));
  app.post("/verify/faults", async (c) => {
    const { operation, fault } = await body(c, faultBody);
    server.verify.faults.set(operation, fault);
    return c.body(null, 204);
  });
  app.delete("/verify/faults", (c) => {
    server.verify.faults.clear();
    return c.body(null, 204);
  });
  app.post("/verify/custom-codes", async (c) => {
    server.verify.store.secondCustomCode = (await body(c, customCodesBody)).second;
    return c.body(null, 204);
  });
  managementSwitches(app, server);
  logStreams(app, server);
  app.post("/messages", async (c) => {
    const { user, messageType, channel } = await body(c, messageBody);
    return c.json(await server.sendMessage(user, messageType, channel));
  });
  app.post("/password-resets", async (c) => {
    const { user, channel, code } = await body(c, passwordResetBody);
    return c.json(await server.resetPassword(user, channel, code));
  });
  app.post("/reset", (c) => {
    server.reset();
    logins.clear();
    return c.body(null, 204);
  });

  app.post("/logins", async (c) => {
    const request: LoginRequest = await body(c, startLoginBody);
    checkLogin(request);
    return c.json(loginDocument(started(await server.login(request))), 201);
  });
  app.get("/logins/:id", (c) => c.json(loginDocument(find(logins, c))));
  loginSteps(app, server, logins);
  const routes = app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`);
  app.all("*", (c) => c.json({ error: `There is no ${c.req.method} ${c.req.path} in the sandbox.`, routes }, 404));
  return app;
}

/** The Management API's faults; see `ManagementSwitches`. */
function managementSwitches(app: Hono, { switches }: LocalTenantServer): void {
  const route = <Schema extends z.ZodType>(name: string, schema: Schema, act: (input: z.output<Schema>) => void) =>
    app.post(`/management/${name}`, async (c) => {
      act(await body(c, schema));
      return c.body(null, 204);
    });
  route("rate-limit", rateLimitBody, ({ times }) => switches.rateLimit.refuse(times));
  route("build", buildBody, (settings) => switches.build(settings));
  route("names", namesBody, ({ unique }) => switches.uniqueNames(unique));
}

/** How the deliveries to log streams fare, and what goes wrong with them; see `DeliveryFaults`. */
function logStreams(app: Hono, { streams }: LocalTenantServer): void {
  const report = () => ({ streams: streams.report(), faults: streams.faults.settings });
  app.get("/log-streams", (c) => c.json(report()));
  app.post("/log-streams/flush", async (c) => {
    await streams.flush();
    return c.json(report());
  });
  app.post("/log-streams/faults", async (c) => {
    streams.faults.set(await body(c, deliveryFaultsBody));
    return c.body(null, 204);
  });
  app.delete("/log-streams/faults", (c) => {
    streams.faults.clear();
    return c.body(null, 204);
  });
}

/** One route per thing a person can do in a login. Each answers with the login, and with what became of the step. */
function loginSteps(app: Hono, server: LocalTenantServer, logins: ReadonlyMap<string, Login>): void {
  const step = <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    act: (login: Login, input: z.output<Schema>) => unknown,
  ) =>
    app.post(`/logins/:id/${name}`, async (c) => {
      const login = find(logins, c);
      const result = await act(login, await body(c, schema));
      return c.json({ ...(result !== undefined && { result }), ...loginDocument(login) });
    });
  step("password", passwordBody, (login, { password }) => login.submitPassword(password));
  step("code", codeBody, (login, { code }) => login.submitCode(code));
  step("answer", answerBody, (login, answer) => login.answer(answer));
  step("select", selectBody, (login, { factor, channel }) => login.select(factor, channel));
  step("enroll", enrollBody, (login, request) => login.enroll(request));
  step("finish", finishBody, (login, behaviour) => server.finish(login, behaviour));
  app.post("/logins/:id/abandon", (c) => {
    const login = find(logins, c);
    login.abandon();
    return c.json(loginDocument(login));
  });
  app.post("/logins/:id/resend", async (c) => {
    const login = find(logins, c);
    await login.resendCode();
    return c.json(loginDocument(login));
  });
}

class RequestError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 415,
    message: string,
  ) {
    super(message);
  }
}

/** A web page elsewhere must not reach the sandbox through the browser of the person who runs it. */
async function refuseOtherOrigins(c: Context, next: () => Promise<void>): Promise<void> {
  const host = new URL(c.req.url).hostname;
  if (!loopbackNames.has(host)) {
    throw new RequestError(403, `The sandbox answers to localhost and 127.0.0.1, not to ${host}.`);
  }
  const origin = c.req.header("origin");
  if (origin !== undefined && !loopbackNames.has(hostOf(origin))) {
    throw new RequestError(403, `The sandbox does not answer to web pages of ${origin}.`);
  }
  const json = c.req.header("content-type")?.startsWith("application/json");
  // A browser asks before it sends JSON or DELETE elsewhere, and the sandbox gives no consent.
  if (c.req.method === "POST" && !json) {
    throw new RequestError(415, `Send ${c.req.method} ${c.req.path} with content-type application/json.`);
  }
  await next();
}

const loopbackNames = new Set(["localhost", "127.0.0.1"]);

/** Empty for what is no URL: a sandboxed frame's origin is "null". */
function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).hostname : "";
}

/** The other accounts of this machine reach the port, too. */
function requireToken(token: string) {
  return async (c: Context, next: () => Promise<void>): Promise<void> => {
    const given = bearerToken(c.req.header("authorization"));
    if (given === undefined || !equalSecrets(given, token)) {
      throw new RequestError(
        401,
        "The control API needs the bearer token of this start: SANDBOX_TOKEN in the credentials file that the start names.",
      );
    }
    await next();
  };
}

async function body<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await c.req.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "body"}: ${message}`);
  throw new RequestError(400, `${c.req.method} ${c.req.path}: ${problems.join("; ")}.`);
}

function find(logins: ReadonlyMap<string, Login>, c: Context): Login {
  const login = logins.get(c.req.param("id") ?? "");
  if (!login) throw new RequestError(404, `There is no login "${c.req.param("id")}"; the last ${capacity} are kept.`);
  return login;
}

function describe(error: Error, c: Context): Response {
  if (error instanceof RequestError) return c.json({ error: error.message }, error.status);
  if (error instanceof UnknownUserError) return c.json({ error: error.message, users: error.handles }, 404);
  if (error instanceof LoginError) return c.json({ error: error.message }, 409);
  return c.json({ error: error.stack ?? error.message }, 500);
}
