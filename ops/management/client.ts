import { setTimeout as sleep } from "node:timers/promises";
import { apiRefused } from "../errors";
import { credentialsFrom, type Environment } from "./credentials";
import { type Answer, ask } from "./request";
import { accessToken } from "./token";

const PER_PAGE = 50;
const TRIES = 3;
const LONGEST_WAIT_MS = 15_000;

/** Reads from one tenant's Management API. */
export interface ManagementClient {
  /** One object or document. */
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows what it asked for
  get(path: string): Promise<any>;
  /** Every member of a paged list; `key` names the list in the answer. */
  // biome-ignore lint/suspicious/noExplicitAny: each caller knows what it asked for
  list(path: string, key: string): Promise<any[]>;
}

function waitMs({ headers }: Answer): number {
  const reset = Number(headers["x-ratelimit-reset"]) * 1000 - Date.now();
  return Math.min(Math.max(Number.isFinite(reset) ? reset : 1000, 0), LONGEST_WAIT_MS);
}

/**
 * Signs in with the credentials in `env` (the variables that the provider reads; roots from `SSL_CERT_FILE`).
 * Its calls throw user errors that name the call, and wait out a 429 twice.
 */
export async function managementClient(domain: string, env: Environment): Promise<ManagementClient> {
  const caFile = env.SSL_CERT_FILE || undefined;
  const token = await accessToken(domain, credentialsFrom(env, domain), { audience: env.AUTH0_AUDIENCE, caFile });

  async function get(path: string) {
    const url = `https://${domain}/api/v2${path}`;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await ask(url, { headers: { authorization: `Bearer ${token}` }, caFile });
      if (answer.status === 200) return answer.body;
      if (answer.status !== 429 || attempt === TRIES) {
        throw apiRefused("GET", url, answer.status, answer.body?.message ?? "no reason given");
      }
      await sleep(waitMs(answer));
    }
  }

  return {
    get,
    async list(path, key) {
      const members = [];
      // Not by `total`: Auth0 leaves it out of pages that hold nothing.
      for (let page = 0; ; page += 1) {
        const found = (await get(`${path}?page=${page}&per_page=${PER_PAGE}`))[key];
        members.push(...found);
        if (found.length < PER_PAGE) return members;
      }
    },
  };
}
