import { type Context, Hono } from "hono";
import { beginSignIn } from "../authorize";
import type { AuthorizeRequest } from "../authorize-request";
import { browserFrom, browserOf } from "../cookies";
import { isForeign } from "../is-foreign";
import type { OidcServices } from "../services";
import { activatePage, confirmPage, resultPage } from "../views/device";
import { errorPage } from "../views/error-page";
import { page } from "../views/layout";
import { type DeviceFlow, readUserCode } from "./device-flow";

/** The pages at which a user lets a device in: its code, whether it is theirs, and then the sign-in. */
export function devicePages(services: OidcServices): Hono {
  const { state } = services;
  const app = new Hono();
  app.get("/activate", (c) => {
    const typed = c.req.query("user_code");
    return typed === undefined ? page(c, activatePage()) : ask(c, typed, services);
  });
  app.post("/activate", async (c) => {
    const fields = new URLSearchParams(await c.req.text());
    if (isForeign(c)) return errorPage(c, over, 400);
    const typed = fields.get("user_code");
    if (typed !== null) return ask(c, typed, services);
    const id = fields.get("activation") ?? "";
    const activation = state.activations.get(id);
    if (!activation || activation.browser !== browserOf(c)) return errorPage(c, over, 400);
    state.activations.delete(id);
    return decide(c, activation.flow, fields.get("action") === "confirm", services);
  });
  app.get("/device/success", (c) => page(c, resultPage("success")));
  app.get("/device/failure", (c) => page(c, resultPage("failure")));
  return app;
}

const over = "It has ended, or was started in another browser. Enter your device's code again.";

function ask(c: Context, typed: string, { state }: OidcServices) {
  const flow = state.userCodes.get(readUserCode(typed));
  if (!flow) return page(c, activatePage(typed, "That code is wrong or has expired. Look at your device again."));
  return page(c, confirmPage(flow, state.activations.put({ browser: browserFrom(c), flow })));
}

/** A code is decided on once. */
function decide(c: Context, flow: DeviceFlow, confirmed: boolean, services: OidcServices) {
  const { state, tenant } = services;
  if (state.userCodes.get(flow.userCode) !== flow) return errorPage(c, over, 400);
  state.userCodes.delete(flow.userCode);
  if (confirmed) return beginSignIn(c, deviceRequest(flow, `https://${tenant.domain}/device/success`), services);
  flow.result = { error: "access_denied", description: "User cancelled the confirmation prompt." };
  return c.redirect("/device/failure", 303);
}

/** The sign-in for a device, as the one for an application whose callback is here. */
function deviceRequest(flow: DeviceFlow, redirectUri: string): AuthorizeRequest {
  const { client, scope, audience, parameters } = flow;
  return {
    client,
    scope,
    audience,
    parameters,
    redirectUri,
    device: flow,
    responseMode: "query",
    state: undefined,
    nonce: undefined,
    prompt: undefined,
    maxAge: undefined,
    acrValues: [],
    loginHint: undefined,
    connection: undefined,
    organization: undefined,
    challenge: undefined,
  };
}
