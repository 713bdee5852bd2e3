import { listed } from "../login";
import type { Application } from "../store/entities";
import type { LocalTenant } from "../tenant";
import { callbacks, isPublic, webOrigins } from "./application";
import type { DeviceFlow } from "./device/device-flow";

export type ResponseMode = "query" | "fragment" | "form_post" | "web_message";

const responseModes: readonly string[] = ["query", "fragment", "form_post", "web_message"];

/** An authorization request that is in order. */
export interface AuthorizeRequest extends ResponseTarget {
  scope: readonly string[];
  /** The API that the access token is for; `undefined`: the tenant's `/userinfo`. */
  audience: string | undefined;
  nonce: string | undefined;
  prompt: "none" | "login" | undefined;
  /** Seconds. */
  maxAge: number | undefined;
  acrValues: readonly string[];
  loginHint: string | undefined;
  connection: string | undefined;
  organization: string | undefined;
  /** PKCE's `code_challenge`, made by `S256`. */
  challenge: string | undefined;
  /** As they were sent. */
  parameters: Readonly<Record<string, string>>;
  /** The device that the user signs in for; `undefined`: an application in the browser, which gets a code. */
  device?: DeviceFlow;
}

/** Where the answer to a request goes. */
export interface ResponseTarget {
  client: Application;
  redirectUri: string;
  responseMode: ResponseMode;
  state: string | undefined;
}

/** A request whose answer can't go to the application: it is unknown, or that address is not one of its own. */
export class UnsafeRequest extends Error {}

/** A refused request, as the application sees it. */
export class RefusedRequest extends Error {
  constructor(
    readonly target: ResponseTarget,
    readonly error: string,
    description: string,
  ) {
    super(description);
  }
}

/** Reads the parameters of `/authorize`. Throws `UnsafeRequest` and `RefusedRequest`. */
export function readAuthorizeRequest(sent: URLSearchParams, tenant: LocalTenant): AuthorizeRequest {
  const parameters = Object.fromEntries(sent);
  const target = responseTarget(parameters, tenant);
  const refuse = (error: string, description: string): never => {
    throw new RefusedRequest(target, error, description);
  };
  const twice = [...new Set(sent.keys())].find((name) => sent.getAll(name).length > 1);
  if (twice !== undefined) refuse("invalid_request", `Parameter ${twice} appears more than once.`);
  checkResponse(parameters, target, refuse);
  const { audience, organization, prompt, max_age: maxAge } = parameters;
  if (audience !== undefined && audience === tenant.audience) {
    refuse("access_denied", `Client is not authorized to access "${audience}".`);
  }
  if (maxAge !== undefined && !/^\d+$/.test(maxAge)) refuse("invalid_request", "max_age must be a number of seconds.");
  if (organization !== undefined && !organization.startsWith("org_")) {
    refuse("invalid_request", "organization must be an id (org_...).");
  }
  const prompts = listed(prompt);
  if (prompts.includes("none") && prompts.length > 1) refuse("invalid_request", "prompt=none stands alone.");
  return {
    ...target,
    scope: listed(parameters.scope),
    audience: audience === `https://${tenant.domain}/userinfo` ? undefined : audience,
    nonce: parameters.nonce,
    prompt: prompts.includes("none") ? "none" : prompts.some(asksAgain) ? "login" : undefined,
    maxAge: maxAge === undefined ? undefined : Number(maxAge),
    acrValues: listed(parameters.acr_values),
    loginHint: parameters.login_hint,
    connection: parameters.connection,
    organization,
    challenge: challengeOf(parameters, target, refuse),
    parameters,
  };
}

type Refuse = (error: string, description: string) => never;

type Parameters = Readonly<Record<string, string>>;

function responseTarget(parameters: Parameters, { clients }: LocalTenant): ResponseTarget {
  const { client_id: id, redirect_uri: asked, response_mode: mode, state } = parameters;
  if (!id) throw new UnsafeRequest("The request names no application: client_id is missing.");
  const client = clients.find(id);
  if (!client) throw new UnsafeRequest(`Unknown client: ${id}`);
  const allowed = callbacks(client);
  const redirectUri = asked ?? allowed[0];
  if (redirectUri === undefined) throw new UnsafeRequest(`The application "${client.name}" has no callback URL.`);
  const responseMode = mode !== undefined && responseModes.includes(mode) ? (mode as ResponseMode) : "query";
  const framed = responseMode === "web_message" && webOrigins(client).includes(redirectUri);
  if ((!allowed.includes(redirectUri) && !framed) || !isSafe(redirectUri)) {
    throw new UnsafeRequest(
      `Callback URL mismatch: ${redirectUri} is not in the list of callbacks of the application "${client.name}".`,
    );
  }
  if (responseMode === "web_message" && !webOrigins(client).includes(new URL(redirectUri).origin)) {
    throw new UnsafeRequest(
      `response_mode=web_message needs ${new URL(redirectUri).origin} among the web origins of the application "${client.name}".`,
    );
  }
  return { client, redirectUri, responseMode, state };
}

/** No scheme that a browser would run as a script. */
function isSafe(url: string): boolean {
  return URL.canParse(url) && !["javascript:", "data:", "vbscript:", "blob:", "file:"].includes(new URL(url).protocol);
}

function checkResponse(parameters: Parameters, { client }: ResponseTarget, refuse: Refuse): void {
  const { response_type: type, response_mode: mode, request, request_uri: uri } = parameters;
  if (request !== undefined) refuse("request_not_supported", "Request objects are not supported.");
  if (uri !== undefined) refuse("request_uri_not_supported", "Pushed authorization requests are not supported.");
  if (type === undefined) refuse("invalid_request", "Missing required parameter: response_type");
  if (type !== "code") refuse("unsupported_response_type", `The local tenant answers response_type=code, not ${type}.`);
  if (mode !== undefined && !responseModes.includes(mode)) {
    refuse("invalid_request", `Unsupported response_mode: ${mode}`);
  }
  if (!client.grantTypes.includes("authorization_code")) {
    refuse("unauthorized_client", "Grant type 'authorization_code' not allowed for the client.");
  }
}

/** Auth0 supports `S256` alone (Authentication API, authorize with PKCE); its digests are 43 characters. */
function challengeOf(parameters: Parameters, { client }: ResponseTarget, refuse: Refuse): string | undefined {
  const { code_challenge: value, code_challenge_method: method } = parameters;
  if (value === undefined) {
    if (isPublic(client)) refuse("invalid_request", "An application without a secret needs PKCE: code_challenge.");
    return undefined;
  }
  if (method !== "S256") refuse("invalid_request", `code_challenge_method must be S256, not ${method ?? "left out"}.`);
  if (!/^[\w-]{43}$/.test(value)) refuse("invalid_request", "code_challenge is not a SHA-256 digest in base64url.");
  return value;
}

function asksAgain(prompt: string): boolean {
  return prompt === "login" || prompt === "select_account";
}
