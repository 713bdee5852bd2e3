import { type Context, Hono } from "hono";
import { limitBody, maxBodyBytes } from "../../support/body-limit";
import { ownHost } from "../../support/own-host";
import { authorize } from "./authorize";
import { allowListedOrigin, preflight } from "./cross-origin";
import { devicePages } from "./device/activate";
import { deviceCode } from "./device/device-code";
import { discovery } from "./discovery";
import { logout, oidcLogout } from "./logout";
import { associate } from "./mfa/associate";
import { challenge } from "./mfa/challenge";
import { listAuthenticators } from "./mfa/list";
import { startPasswordless } from "./passwordless";
import { revoke } from "./revoke";
import type { OidcServices } from "./services";
import { signInPages } from "./sign-in-pages";
import { tokenEndpoint } from "./token-endpoint";
import { userinfo } from "./userinfo";
import { errorPage } from "./views/error-page";

const paths = [
  "/authorize",
  "/oauth/token",
  "/oauth/revoke",
  "/passwordless/start",
  "/userinfo",
  "/.well-known/*",
  "/oidc/logout",
  "/v2/logout",
  "/mfa/*",
  "/oauth/device/code",
  "/activate",
  "/device/*",
  "/u/*",
];

/**
 * The tenant as an OpenID provider, at Auth0's paths: what applications sign people in with. What it leaves to others, a
 * token request for an application itself among it, it passes on.
 */
export function createOidcApp(services: OidcServices): Hono {
  const { tenant, state } = services;
  const app = new Hono({ strict: false });
  for (const path of paths) {
    app.use(path, ownHost);
    app.use(
      path,
      limitBody((c) => c.text(`The body is larger than ${maxBodyBytes} bytes.`, 413)),
    );
    app.options(path, (c) => preflight(c, tenant));
  }
  app.get("/authorize", (c) => authorize(c, new URL(c.req.url).searchParams, services));
  app.post("/authorize", async (c) => authorize(c, await form(c), services));
  app.route("/u", signInPages(services));
  app.route("/", devicePages(services));
  app.post("/oauth/device/code", (c) => deviceCode(c, services));
  app.post("/oauth/token", async (c, next) => (await tokenEndpoint(c, services)) ?? next());
  app.post("/passwordless/start", (c) => startPasswordless(c, services));
  app.post("/oauth/revoke", (c) => revoke(c, services));
  app.get("/mfa/authenticators", (c) => listAuthenticators(c, services));
  app.post("/mfa/associate", (c) => associate(c, services));
  app.post("/mfa/challenge", (c) => challenge(c, services));
  app.on(["GET", "POST"], "/userinfo", (c) => userinfo(c, services));
  app.get("/.well-known/openid-configuration", (c) => {
    allowListedOrigin(c, tenant);
    return c.json(discovery(tenant));
  });
  app.get("/.well-known/jwks.json", async (c) => {
    allowListedOrigin(c, tenant);
    return c.json({ keys: [await state.key.publicJwk()] });
  });
  app.get("/v2/logout", (c) => logout(c, services));
  app.get("/oidc/logout", (c) => oidcLogout(c, c.req.query(), services));
  app.post("/oidc/logout", async (c) => oidcLogout(c, Object.fromEntries(await form(c)), services));
  app.onError((error, c) => {
    console.error(`${c.req.method} ${c.req.path}: a bug in the local tenant`, error);
    return errorPage(c, "The local tenant has a bug; its console says where.", 500);
  });
  return app;
}

async function form(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}
