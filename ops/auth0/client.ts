import { z } from "zod";
import type { Environment } from "../support/environment";
import { type Answer, ask, type Question } from "../support/request";
import { withLineBreaks } from "../support/tenant-text";
import { credentialsFrom } from "./credentials";
import { apiRefused } from "./errors";
import { expectedDocument } from "./expected-document";
import { accessToken } from "./token";
import { waitingOutLimit } from "./waiting-out-limit";

const PER_PAGE = 50;

/**
 * One tenant's Management API. All but one of its calls read: changing is Terraform's work. What arrives must fit the
 * schema; a document of another form is a user error.
 */
export interface ManagementClient {
  /** One object or document. */
  get<Document>(path: string, schema: z.ZodType<Document>): Promise<Document>;
  /** The same; `undefined` where the tenant answers 404. */
  find<Document>(path: string, schema: z.ZodType<Document>): Promise<Document | undefined>;
  /** Every member of a paged list; `key` names the list in the answer. `path` may have a query. */
  list<Member>(path: string, key: string, schema: z.ZodType<Member>): Promise<Member[]>;
  /** Changes one object or list. */
  patch(path: string, body: object): Promise<void>;
  /** The scopes that the token has; `undefined` when neither its issuer nor the token says. */
  scopes(): Promise<readonly string[] | undefined>;
  /**
   * How far this machine's clock is ahead of the tenant's, in milliseconds, by the `Date` of its answers, which are to
   * the second: never too little, and at most a second and an answer's way too much. 0 before the first answer.
   */
  clockAheadMs(): number;
}

/**
 * Signs in with the credentials in `env` (the variables that the provider reads; roots from `SSL_CERT_FILE`).
 * Its calls throw user errors that name the call, and wait out a 429 twice.
 */
export async function managementClient(domain: string, env: Environment): Promise<ManagementClient> {
  const caFile = env.SSL_CERT_FILE || undefined;
  const { value, scopes } = await accessToken(domain, credentialsFrom(env, domain), {
    audience: env.AUTH0_AUDIENCE,
    caFile,
  });

  let ahead = Number.POSITIVE_INFINITY;
  function measureClock({ headers }: Answer): void {
    const seen = Date.now() - Date.parse(String(headers.date));
    if (Number.isFinite(seen)) ahead = Math.min(ahead, seen);
  }

  async function answerTo(url: string, change: Pick<Question, "method" | "body"> = {}): Promise<Answer> {
    const json: Record<string, string> = change.body === undefined ? {} : { "content-type": "application/json" };
    return waitingOutLimit(async () => {
      const answer = await ask(url, { ...change, headers: { authorization: `Bearer ${value}`, ...json }, caFile });
      measureClock(answer);
      return answer;
    });
  }

  async function get<Document>(path: string, schema: z.ZodType<Document>): Promise<Document> {
    const { status, body } = await answerTo(urlOf(path));
    if (status !== 200) throw apiRefused("GET", urlOf(path), status, messageOf(body));
    return expectedDocument(`GET ${urlOf(path)}`, schema, body);
  }

  async function find<Document>(path: string, schema: z.ZodType<Document>): Promise<Document | undefined> {
    const { status, body } = await answerTo(urlOf(path));
    if (status === 404) return undefined;
    if (status !== 200) throw apiRefused("GET", urlOf(path), status, messageOf(body));
    return expectedDocument(`GET ${urlOf(path)}`, schema, body);
  }

  async function patch(path: string, change: object) {
    const { status, body } = await answerTo(urlOf(path), { method: "PATCH", body: asTheTenantHasIt(change) });
    if (status !== 200) throw apiRefused("PATCH", urlOf(path), status, messageOf(body));
  }

  function urlOf(path: string): string {
    return `https://${domain}/api/v2${path}`;
  }

  return {
    get,
    find,
    patch,
    scopes: async () => scopes,
    clockAheadMs: () => (Number.isFinite(ahead) ? ahead : 0),
    async list<Member>(path: string, key: string, schema: z.ZodType<Member>) {
      const members: Member[] = [];
      const pageSchema = z.object({ [key]: z.array(schema) });
      const separator = path.includes("?") ? "&" : "?";
      // Not by `total`: Auth0 leaves it out of pages that hold nothing.
      for (let page = 0; ; page += 1) {
        const found = (await get(`${path}${separator}page=${page}&per_page=${PER_PAGE}`, pageSchema))[key]!;
        members.push(...found);
        if (found.length < PER_PAGE) return members;
      }
    },
  };
}

const refusal = z.object({ message: z.string() });

function messageOf(body: unknown): string | undefined {
  return refusal.safeParse(body).data?.message;
}

function asTheTenantHasIt(change: object): string {
  return JSON.stringify(change, (_key, value) => (typeof value === "string" ? withLineBreaks(value) : value));
}

/** A client that signs in at its first call, which then throws what `managementClient` throws. */
export function lazyManagementClient(domain: string, env: Environment): ManagementClient {
  let signedIn: Promise<ManagementClient> | undefined;
  let known: ManagementClient | undefined;
  const client = async () => {
    signedIn ??= managementClient(domain, env);
    known = await signedIn;
    return known;
  };
  return {
    get: async (path, schema) => (await client()).get(path, schema),
    find: async (path, schema) => (await client()).find(path, schema),
    patch: async (path, body) => (await client()).patch(path, body),
    list: async (path, key, schema) => (await client()).list(path, key, schema),
    scopes: async () => (await client()).scopes(),
    clockAheadMs: () => known?.clockAheadMs() ?? 0,
  };
}
