import type { Context, Hono } from "hono";
import type { z } from "zod";
import { checkLogin, type Login, LoginRegistry, type LoginRequest } from "../../auth0/login";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { readBody, readQuery } from "../http/read-request";
import { RequestError } from "../http/request-error";
import { loginDetails } from "./details";
import { loginDocument } from "./document";
import {
  answerBody,
  codeBody,
  enrollBody,
  finishBody,
  loginsQuery,
  passwordBody,
  selectBody,
  startLoginBody,
} from "./schema";

/** Logins that a program begins, takes through step by step and looks at. */
export function loginsRoutes(app: Hono, server: LocalTenantServer): void {
  app.get("/logins", (c) => c.json(server.engine.logins.since(readQuery(c, loginsQuery).since)));
  app.post("/logins", async (c) => {
    const request: LoginRequest = await readBody(c, startLoginBody);
    checkLogin(request);
    return c.json(loginDocument(await server.login(request)), 201);
  });
  app.get("/logins/:id", (c) => c.json(loginDetails(server, find(server, c))));
  app.get("/logins/:id/events", (c) => c.json({ events: find(server, c).events }));
  stepRoutes(app, server);
}

/** One route per thing a user can do in a login. Each answers with the login, and with what became of the step. */
function stepRoutes(app: Hono, server: LocalTenantServer): void {
  const step = <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    act: (login: Login, input: z.output<Schema>) => unknown,
  ) =>
    app.post(`/logins/:id/${name}`, async (c) => {
      const login = find(server, c);
      const result = await act(login, await readBody(c, schema));
      return c.json({ ...(result !== undefined && { result }), ...loginDocument(login) });
    });
  step("password", passwordBody, (login, { password }) => login.submitPassword(password));
  step("code", codeBody, (login, { code }) => login.submitCode(code));
  step("answer", answerBody, (login, answer) => login.answer(answer));
  step("select", selectBody, (login, { factor, channel }) => login.select(factor, channel));
  step("enroll", enrollBody, (login, request) => login.enroll(request));
  step("finish", finishBody, (login, behaviour) => server.finish(login, behaviour));
  app.post("/logins/:id/abandon", (c) => {
    const login = find(server, c);
    login.abandon();
    return c.json(loginDocument(login));
  });
  app.post("/logins/:id/resend", async (c) => {
    const login = find(server, c);
    await login.resendCode();
    return c.json(loginDocument(login));
  });
}

function find({ engine }: LocalTenantServer, c: Context): Login {
  const id = c.req.param("id") ?? "";
  const login = engine.logins.get(id);
  if (login) return login;
  throw new RequestError(404, `There is no login "${id}"; the last ${LoginRegistry.whole} are kept.`);
}
