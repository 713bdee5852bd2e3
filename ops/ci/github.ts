import type { Environment } from "../management/credentials";
import { githubRefused, githubUnreachable, notInAWorkflow } from "./errors";

const TIMEOUT_MS = 30_000;
const PER_PAGE = 100;

// biome-ignore lint/suspicious/noExplicitAny: GitHub's documents; each caller knows what it asked for
type Document = any;

/** GitHub's REST API, for one repository. Every call throws a user error when GitHub says no or does not answer. */
export interface GitHub {
  /** All pages of a list. @param path below the repository, e.g. `/issues?state=open`. */
  list(path: string): Promise<Document[]>;
  post(path: string, body: object): Promise<Document>;
  patch(path: string, body: object): Promise<Document>;
}

/** Where it is and how to sign in, as GitHub hands it to a workflow. @throws UserError that names what is not set. */
export function githubFrom(env: Environment): GitHub {
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

  async function call(method: string, path: string, body?: object): Promise<Document> {
    const url = `${base}${path}`;
    const { ok, status, text } = await send(url, { method, headers, body: body && JSON.stringify(body) });
    if (!ok) throw githubRefused(method, url, status, messageIn(text));
    return JSON.parse(text);
  }

  return {
    async list(path) {
      const found: Document[] = [];
      for (let page = 1; ; page += 1) {
        const more = await call("GET", `${path}${path.includes("?") ? "&" : "?"}per_page=${PER_PAGE}&page=${page}`);
        found.push(...more);
        if (more.length < PER_PAGE) return found;
      }
    },
    post: (path, body) => call("POST", path, body),
    patch: (path, body) => call("PATCH", path, body),
  };
}

async function send(url: string, options: RequestInit): Promise<{ ok: boolean; status: number; text: string }> {
  try {
    const response = await fetch(url, { ...options, signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { ok: response.ok, status: response.status, text: await response.text() };
  } catch (error) {
    throw githubUnreachable(url, reasonOf(error as Error));
  }
}

/** GitHub's own sentence; a proxy in between answers with a page. */
function messageIn(text: string): string {
  try {
    return JSON.parse(text).message;
  } catch {
    return text.slice(0, 200);
  }
}

/** `fetch` says "fetch failed" and keeps the reason in the cause. */
function reasonOf({ message, cause }: Error): string {
  return (cause as Error | undefined)?.message || message;
}
