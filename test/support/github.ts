import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment on an issue or a pull request. */
export interface FakeComment {
  id: number;
  issue: number;
  body: string;
  user: { login: string; type: "Bot" | "User" };
}

export interface FakeIssue {
  number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  user: { login: string; type: "Bot" | "User" };
}

/** The part of GitHub's REST API that workflows use, for the one repository `acme/login`, on loopback. */
export interface FakeGitHub {
  url: string;
  comments: FakeComment[];
  issues: FakeIssue[];
  /** Method and path of every call, in order. */
  calls: string[];
  /** How the next calls are refused, in order. */
  failures: { status: number; message: string; headers?: Record<string, string> }[];
  stop(): Promise<void>;
}

export const GITHUB_TOKEN = "github-token-of-the-tests";
const ROOT = "/repos/acme/login";
const bot = { login: "github-actions[bot]", type: "Bot" } as const;

// biome-ignore lint/suspicious/noExplicitAny: what a caller sends
type Json = any;

/** Starts it empty on a free port of 127.0.0.1. */
export async function startGitHub(): Promise<FakeGitHub> {
  const server = createServer(async (request, response) => {
    const { status, body, headers } = answer(fake, request, await bodyOf(request));
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const fake: FakeGitHub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comments: [],
    issues: [],
    calls: [],
    failures: [],
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

function answer(
  fake: FakeGitHub,
  { method, url, headers }: IncomingMessage,
  sent: Json,
): { status: number; body: Json; headers?: Record<string, string> } {
  const { pathname, searchParams } = new URL(url!, "http://github");
  const call = `${method} ${pathname}`;
  fake.calls.push(call);
  const refuse = (status: number, message: string) => ({ status, body: { message } });
  const failure = fake.failures.shift();
  if (failure) return { ...refuse(failure.status, failure.message), headers: failure.headers };
  if (headers.authorization !== `Bearer ${GITHUB_TOKEN}`) return refuse(401, "Bad credentials");
  const paged = (list: Json[]) => {
    const [size, page] = [Number(searchParams.get("per_page") ?? 30), Number(searchParams.get("page") ?? 1)];
    return { status: 200, body: list.slice((page - 1) * size, page * size) };
  };
  const [, kind, id] = new RegExp(`^${ROOT}/issues(/comments)?(?:/(\\d+))?$`).exec(pathname) ?? [];
  const ofIssue = new RegExp(`^${ROOT}/issues/(\\d+)/comments$`).exec(pathname)?.[1];

  if (ofIssue !== undefined) {
    const issue = Number(ofIssue);
    if (method === "GET") return paged(fake.comments.filter((comment) => comment.issue === issue));
    const comment = { id: fake.comments.length + 1, issue, body: sent.body, user: bot };
    fake.comments.push(comment);
    return { status: 201, body: comment };
  }
  const existing: Json =
    kind === "/comments"
      ? fake.comments.find((comment) => comment.id === Number(id))
      : fake.issues.find((issue) => issue.number === Number(id));
  if (method === "PATCH" && existing) return { status: 200, body: Object.assign(existing, sent) };
  if (pathname !== `${ROOT}/issues`) return refuse(404, "Not Found");
  if (method === "GET") {
    const state = searchParams.get("state") ?? "open";
    return paged(fake.issues.filter((issue) => state === "all" || issue.state === state));
  }
  const issue = {
    number: fake.issues.length + 1,
    title: sent.title,
    body: sent.body,
    state: "open",
    user: bot,
  } as const;
  fake.issues.push({ ...issue });
  return { status: 201, body: issue };
}

async function bodyOf(request: IncomingMessage): Promise<Json> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text === "" ? undefined : JSON.parse(text);
}
