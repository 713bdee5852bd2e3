import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ServerOptions } from "../../src/server";
import { type LocalTenantServer, startServer } from "../../src/server";
import { addAction, onPostLogin } from "../login/support";

export { onPostLogin };

/** A running local tenant whose post-login Actions are these. */
export async function startTenant(options: Partial<ServerOptions> = {}) {
  const dir = await mkdtemp(join(tmpdir(), "oidc-"));
  const server = await startServer({ dir, ports: { management: 0, verify: 0 }, warn: () => {}, ...options });
  return Object.assign(server, {
    url: `https://${server.tenant.domain}`,
    /** Puts these in the place of the Actions that ran so far. */
    actions: (...code: string[]) => setActions(server, code),
    /** The newest code that was sent to a phone. */
    code: () => server.verify.store.messages.at(-1)?.code ?? "",
    async end() {
      await server.stop();
      await rm(dir, { recursive: true });
    },
  });
}

export type RunningTenant = Awaited<ReturnType<typeof startTenant>>;

/** Gives the tests of a block one tenant, as it was at its start and without Actions before each of them. */
export function setUpTenant(
  started: (tenant: RunningTenant) => void | Promise<void>,
  options: Partial<ServerOptions> = {},
): void {
  let tenant: RunningTenant;
  beforeAll(async () => {
    tenant = await startTenant(options);
    await started(tenant);
  });
  beforeEach(() => {
    tenant.reset();
    tenant.actions();
  });
  afterAll(() => tenant?.end());
}

function setActions({ tenant }: LocalTenantServer, code: readonly string[]): void {
  tenant.bindings.replace("post-login", []);
  for (const [index, each] of code.entries()) addAction(tenant, `Action ${Date.now()} ${index}`, each);
}

/** An application of the tenant's, as its owner made it. */
export function addApplication({ tenant }: RunningTenant, properties: object = {}, more: object = {}) {
  return tenant.clients.create({
    name: "Shop",
    appType: "regular_web",
    tokenEndpointAuthMethod: "client_secret_post",
    properties: { callbacks: ["http://localhost:3000/callback"], ...properties },
    ...more,
  });
}

/** A browser without a window or scripts: cookies, redirects within the tenant, and forms. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  /** Where it is. */
  url = "";
  html = "";
  headers = new Headers();
  status = 0;

  constructor(private readonly tenant: { url: string }) {}

  /** Goes somewhere, and on until there is a page, or an address that is not the tenant's. */
  async open(url: string, init: RequestInit = {}): Promise<this> {
    const target = new URL(url, this.url || this.tenant.url);
    this.url = target.href;
    if (target.origin !== this.tenant.url) return this;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(target, { ...init, redirect: "manual", headers: { ...init.headers, cookie } });
    for (const set of response.headers.getSetCookie()) this.#keep(set);
    this.headers = response.headers;
    this.status = response.status;
    this.html = await response.text();
    const location = response.headers.get("location");
    return location === null ? this : this.open(location);
  }

  /** Sends the form of the page that has this action. */
  submit(action: string, fields: Record<string, string> = {}): Promise<this> {
    const state = new URL(this.url).searchParams.get("state") ?? "";
    const body = new URLSearchParams({ state, action, ...fields }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded", origin: this.tenant.url };
    return this.open(this.url, { method: "POST", body, headers });
  }

  async signIn(identifier: string, password: string): Promise<this> {
    await this.submit("identifier", { identifier });
    return this.submit("password", { password });
  }

  /** What the page's heading says. */
  get heading(): string {
    return this.html.match(/<h1>(.*?)<\/h1>/)?.[1] ?? "";
  }

  /** What the page says of the last step. */
  get notice(): string {
    return this.html.match(/id="notice"[^>]*>(.*?)</)?.[1] ?? "";
  }

  /** The answer that came back to the application. */
  get answer(): Record<string, string> {
    return Object.fromEntries(new URL(this.url).searchParams);
  }

  #keep(header: string): void {
    const [pair = ""] = header.split(";");
    const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    if (/max-age=0/i.test(header)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The address of an authorization request. */
export function authorizeUrl(tenant: { url: string }, parameters: Record<string, string>): string {
  const usual = { response_type: "code", redirect_uri: "http://localhost:3000/callback", scope: "openid" };
  return `${tenant.url}/authorize?${new URLSearchParams({ ...usual, ...parameters })}`;
}

/** Asks the token endpoint. */
export async function token(tenant: { url: string }, body: Record<string, string>, headers: object = {}) {
  const response = await fetch(`${tenant.url}/oauth/token`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
  const answer = (await response.json()) as Record<string, string>;
  return { status: response.status, headers: response.headers, ...answer } as typeof answer & {
    status: number;
    headers: Headers;
  };
}
