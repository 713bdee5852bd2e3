// The application: it signs people in at whichever tenant its environment names.
import { createServer } from "node:http";
import * as client from "openid-client";

const redirect_uri = "http://localhost:3000/callback";
const { AUTH0_DOMAIN, APP_CLIENT_ID = "SandboxSinglePageApp000000000004" } = process.env;
const tenant = await client.discovery(new URL(`https://${AUTH0_DOMAIN}/`), APP_CLIENT_ID, undefined, client.None());
const begun = new Map();

async function signIn(response) {
  const [state, verifier] = [client.randomState(), client.randomPKCECodeVerifier()];
  begun.set(state, verifier);
  const code_challenge = await client.calculatePKCECodeChallenge(verifier);
  const asked = { redirect_uri, scope: "openid profile", state, code_challenge, code_challenge_method: "S256" };
  response.writeHead(302, { location: client.buildAuthorizationUrl(tenant, asked).href }).end();
}

async function signedIn(url, response) {
  const state = url.searchParams.get("state");
  const checks = { expectedState: state, pkceCodeVerifier: begun.get(state) };
  const tokens = await client.authorizationCodeGrant(tenant, url, checks);
  response.end(`Hello, ${tokens.claims().name}`);
}

createServer((request, response) => {
  const url = new URL(request.url, redirect_uri);
  response.setHeader("content-type", url.pathname === "/" ? "text/html" : "text/plain");
  if (url.pathname === "/sign-in") return signIn(response);
  if (url.pathname === "/callback") return signedIn(url, response);
  return response.end('<!doctype html><title>Shop</title><a href="/sign-in">Sign in</a>');
}).listen(3000, "127.0.0.1");
