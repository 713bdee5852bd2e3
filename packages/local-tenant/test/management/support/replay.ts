import type { Hono } from "hono";
import { createManagementApi } from "../../../src/auth0/management/app";
import { RateLimit } from "../../../src/auth0/management/rate-limit";
import { LocalTenant, type LocalTenantOptions } from "../../../src/auth0/tenant";
import { ManualClock } from "../../../src/support/clock";
import { differences, IdMap } from "./compare";
import { type Exchange, isObject, type Json } from "./recording";
import { seed } from "./seed";

/** What the world does in a recording, besides the provider's calls. */
export interface Scenario {
  options?: Partial<LocalTenantOptions>;
  /** Called before the call of that index (from 0) of the recording. */
  before?: Readonly<Record<number, (stage: Stage) => void>>;
}

export interface Stage {
  tenant: LocalTenant;
  rateLimit: RateLimit;
  /** The local id of a recorded one. */
  id(recorded: string): string;
}

/** The static token of the recordings. */
export const TOKEN = "wire-token-fake";

export const CLIENT = {
  clientId: "wire-client-id-fake",
  clientSecret: "wire-client-secret-fake",
  scopes: "all",
} as const;

/** Milliseconds between two commands of a recording. */
const PAUSE = 1500;

/**
 * Sends the recorded calls, one by one and at their recorded times, to a local tenant that began in the recorded state.
 * @returns a sentence for each difference between a recorded answer and the local one.
 */
export async function replay(exchange: readonly Exchange[], scenario: Scenario = {}): Promise<string[]> {
  const clock = new ManualClock();
  const tenant = new LocalTenant({ domain: "localhost:18443", name: "wire", clock, ...scenario.options });
  tenant.tokens.issue("all", TOKEN);
  tenant.clients.add(CLIENT);
  const ids = new IdMap();
  seed(tenant, exchange, ids);
  const rateLimit = new RateLimit();
  const api = createManagementApi(tenant, { rateLimit, onRefused: () => {} });
  const stage: Stage = { tenant, rateLimit, id: (recorded) => ids.localise(recorded) };
  const found: string[] = [];
  let previous: Exchange | undefined;
  for (const [index, call] of exchange.entries()) {
    clock.advance(previous?.step === call.step ? call.t - previous.t : call.t + PAUSE);
    previous = call;
    scenario.before?.[index]?.(stage);
    const where = `#${index} ${call.method} ${call.path}${call.query ? `?${call.query}` : ""}`;
    found.push(...(await send(api, call, ids)).map((difference) => `${where}: ${difference}`));
  }
  return found;
}

async function send(api: Hono, call: Exchange, ids: IdMap): Promise<string[]> {
  const response = await api.request(`https://localhost:18443${ids.localise(call.path)}?${call.query ?? ""}`, {
    method: call.method,
    ...(call.path.endsWith("/oauth/token") ? tokenRequest(call.request) : apiRequest(call, ids)),
  });
  const text = await response.text();
  const local = text === "" ? undefined : (JSON.parse(text) as Json);
  if (response.status !== call.status) return [`${response.status} instead of ${call.status}: ${text}`];
  if (response.headers.get("x-ratelimit-reset") === null) return ["no rate limit headers"];
  if (call.response === undefined || call.response === null) return local === undefined ? [] : [`a body: ${text}`];
  return differences(asThePlatformAnswers(call), local, ids);
}

/** The recorded server put `built_at` into its answer to a deploy, and the platform does not (the provider's own recordings). */
function asThePlatformAnswers({ path, response }: Exchange): Json {
  if (!path.endsWith("/deploy") || !isObject(response)) return response as Json;
  const { built_at: _, ...answer } = response;
  return answer;
}

function apiRequest({ request }: Exchange, ids: IdMap): RequestInit {
  const headers = { authorization: `Bearer ${TOKEN}` };
  if (request === undefined || request === null) return { headers };
  const body = ids.localise(JSON.stringify(request));
  return { headers: { ...headers, "content-type": "application/json" }, body };
}

/** A form; without `client_id` in it the recorded provider sent its credentials as HTTP Basic. */
function tokenRequest(request: Json | undefined): RequestInit {
  const form = (isObject(request) ? request : {}) as Record<string, string>;
  const basic = Buffer.from(`${CLIENT.clientId}:${CLIENT.clientSecret}`).toString("base64");
  return {
    headers: "client_id" in form ? {} : { authorization: `Basic ${basic}` },
    body: new URLSearchParams(form),
  };
}
