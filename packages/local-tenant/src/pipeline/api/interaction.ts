import { createHmac } from "node:crypto";
import { limits } from "../limits";
import type { ApiScope, Namespace } from "./scope";

const noRedirectProtocols = ["oauth2-resource-owner", "oauth2-refresh-token", "oauth2-password", "oauth2-webauthn"];
const tokenLifetimeSeconds = 15 * 60;

/** `api.redirect`. A redirect itself is not supported by the local tenant: it ends the login with an error that says so. */
export function redirect({ event, outcome, clock, api }: ApiScope): Namespace {
  return {
    encodeToken: (options: { secret: string; payload?: object; expiresInSeconds?: number }) => {
      const iat = Math.floor(clock.now() / 1000);
      const claims = {
        iat,
        iss: event.request?.hostname,
        sub: event.user?.user_id,
        exp: iat + (options.expiresInSeconds ?? tokenLifetimeSeconds),
        ip: event.request?.ip,
        ...options.payload,
      };
      return signJwt(claims, options.secret);
    },
    sendUserTo: (url: string) => {
      new URL(url);
      outcome.unsupported ??= "api.redirect.sendUserTo";
      return api();
    },
    canRedirect: () =>
      event.request?.query?.prompt !== "none" && !noRedirectProtocols.includes(event.transaction?.protocol),
    // A session token only comes with the way back from a redirect, which this tenant does not have.
    validateToken: (options?: { tokenParameterName?: string }) => {
      const name = options?.tokenParameterName || "session_token";
      throw new Error(`There is no parameter called '${name}' available in either the POST body or query string.`);
    },
  };
}

/** `api.prompt`. Not supported by the local tenant: ends the login with an error that says so. */
export function prompt({ outcome }: ApiScope): Namespace {
  return {
    render: (_promptId: unknown, options: unknown) => {
      if (Buffer.byteLength(JSON.stringify(options ?? {})) > limits.promptOptionsBytes) {
        throw new Error(
          `The total size of the prompt options exceeds the limit of ${limits.promptOptionsBytes} bytes.`,
        );
      }
      outcome.unsupported ??= "api.prompt.render";
    },
  };
}

function signJwt(claims: object, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}
