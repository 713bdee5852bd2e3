import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Environment } from "../../support/environment";
import { parsedJson } from "../../support/json";
import { printableMarkdown } from "../../support/markdown";
import { abandoned } from "../../support/stop";
import { githubLimited, githubRefused, githubUnreachable, notInAWorkflow } from "./errors";

const TIMEOUT_MS = 30_000;
const TRIES = 4;
const LONGEST_WAIT_MS = 60_000;
const PER_PAGE = 100;

/**
 * GitHub's REST API, for one repository. Every call throws a user error when GitHub says no or does not answer. What may
 * pass by itself is tried four times: a rate limit; silence and a server's error too, but not for a POST, which may have been done.
 */
export interface GitHub {
  /** All pages of a list. @param path below the repository, e.g. `/issues?state=open`. */
  list<Member>(path: string, schema: z.ZodType<Member>): Promise<Member[]>;
  post(path: string, body: object): Promise<void>;
  patch(path: string, body: object): Promise<void>;
}

/**
 * Where it is and how to sign in, as GitHub hands it to a workflow.
 * @param wait before a call is tried once more, in milliseconds.
 * @throws UserError that names what is not set.
 */
export function githubFrom(env: Environment, wait: (ms: number) => Promise<unknown> = sleep): GitHub {
  const { GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository, GITHUB_API_URL: api = "https://api.github.com" } = env;
  const missing = Object.entries({ GITHUB_TOKEN: token, GITHUB_REPOSITORY: repository }).filter(([, value]) => !value);
  if (missing.length > 0) throw notInAWorkflow(missing.map(([name]) => name));
  const base = `${api}/repos/${repository}`;
  const headers = {
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "user-agent": "auth0-verify-feedback",
    "x-github-api-version": "2022-11-28",
  };

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    const url = `${base}${path}`;
    const options = { method, headers, body: body && JSON.stringify(body, shown) };
    for (let attempt = 1; ; attempt += 1) {
      const reply = await send(url, options);
      if (reply.ok) return parsedJson(reply.text);
      const pause = pauseAfter(reply, method, attempt);
      if (attempt === TRIES || pause === undefined || pause > LONGEST_WAIT_MS) throw refusal(method, url, reply);
      await wait(pause);
    }
  }

  return {
    async list<Member>(path: string, schema: z.ZodType<Member>) {
      const found: Member[] = [];
      for (let page = 1; ; page += 1) {
        const next = `${path}${path.includes("?") ? "&" : "?"}per_page=${PER_PAGE}&page=${page}`;
        const more = z.array(schema).safeParse(await call("GET", next));
        if (!more.success)
          throw githubRefused(
            "GET",
            `${base}${next}`,
            200,
            `not a list of GitHub's (${more.error.issues[0]?.message})`,
          );
        found.push(...more.data);
        if (more.data.length < PER_PAGE) return found;
      }
    },
    post: async (path, body) => void (await call("POST", path, body)),
    patch: async (path, body) => void (await call("PATCH", path, body)),
  };
}

/** Every text that is sent is Markdown, or one of GitHub's keywords. */
function shown(_key: string, value: unknown): unknown {
  return typeof value === "string" ? printableMarkdown(value) : value;
}

/** An answer, or why there was none. */
interface Reply {
  ok: boolean;
  /** 0 when there was no answer. */
  status: number;
  /** The body, or the reason. */
  text: string;
  /** Milliseconds until GitHub's rate limit lets a call through; `undefined` when it does. */
  limitedFor: number | undefined;
}

async function send(url: string, options: RequestInit): Promise<Reply> {
  try {
    const response = await fetch(url, {
      ...options,
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), abandoned]),
    });
    const { ok, status } = response;
    return { ok, status, text: await response.text(), limitedFor: limitedFor(response) };
  } catch (error) {
    return { ok: false, status: 0, text: reasonOf(error as Error), limitedFor: undefined };
  }
}

/** A rate limit answers 403 or 429, as a missing permission answers 403: the headers tell them apart. */
function limitedFor({ status, headers }: Response): number | undefined {
  const after = Number(headers.get("retry-after") ?? Number.NaN);
  const used = headers.get("x-ratelimit-remaining") === "0";
  if (status !== 429 && !(status === 403 && (used || Number.isFinite(after)))) return undefined;
  if (Number.isFinite(after)) return after * 1000;
  return used ? Math.max(0, Number(headers.get("x-ratelimit-reset")) * 1000 - Date.now()) : LONGEST_WAIT_MS;
}

/** Milliseconds to wait before the same again; `undefined` when it is of no use, or could be done twice. */
function pauseAfter({ status, limitedFor }: Reply, method: string, attempt: number): number | undefined {
  if (limitedFor !== undefined) return limitedFor;
  const mayPass = status === 0 || status >= 500;
  return mayPass && method !== "POST" ? 1000 * 2 ** (attempt - 1) : undefined;
}

function refusal(method: string, url: string, { status, text, limitedFor }: Reply) {
  if (status === 0) return githubUnreachable(url, text);
  if (limitedFor !== undefined) return githubLimited(method, url, limitedFor);
  return githubRefused(method, url, status, messageIn(text));
}

const refusalSchema = z.looseObject({ message: z.string() });

/** GitHub's own sentence; a proxy in between answers with a page. */
function messageIn(text: string): string {
  return refusalSchema.safeParse(parsedJson(text)).data?.message ?? text.slice(0, 200);
}

/** `fetch` says "fetch failed" and keeps the reason in the cause. */
function reasonOf({ message, cause }: Error): string {
  return (cause as Error | undefined)?.message || message;
}
