import { forgetToken, token } from "./token";

/** The control API refused a request, in a sentence. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** What is wrong with which field of the body; `undefined`: no field is to blame. */
    readonly fields?: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}

/** The tenant does not answer: it was stopped, or is restarting. */
export class Unreachable extends Error {
  constructor() {
    super("The tenant does not answer. Is it still running?");
  }
}

/** Asks the control API; `path` is below `/_sandbox`. Throws an `ApiError`, or `Unreachable`. */
export async function request(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
  const headers = {
    authorization: `Bearer ${token()}`,
    ...(body !== undefined && { "content-type": "application/json" }),
  };
  const init = {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  };
  const response = await fetch(`/_sandbox${path}`, init).catch((error: Error) => {
    throw error.name === "AbortError" ? error : new Unreachable();
  });
  if (response.ok) return response;
  if (response.status === 401) lock();
  const answer = await response.json().catch(() => undefined);
  const said = answer?.error ?? `${method} ${path} was answered with ${response.status}.`;
  throw new ApiError(response.status, said, answer?.fields);
}

/** The JSON of a route. */
export async function get<Document>(path: string, signal?: AbortSignal): Promise<Document> {
  return (await request("GET", path, undefined, signal)).json();
}

/** Posts JSON. A route that answers without a body gives `undefined`. */
export function post<Document = undefined>(path: string, body: unknown = {}): Promise<Document> {
  return send<Document>("POST", path, body);
}

/** Puts JSON in the place of what is there. */
export function put<Document = undefined>(path: string, body: unknown): Promise<Document> {
  return send<Document>("PUT", path, body);
}

/** Changes what is there. */
export function patch<Document = undefined>(path: string, body: unknown): Promise<Document> {
  return send<Document>("PATCH", path, body);
}

/** Deletes. Named so because `delete` is taken. */
export function remove<Document = undefined>(path: string): Promise<Document> {
  return send<Document>("DELETE", path);
}

async function send<Document>(method: string, path: string, body?: unknown): Promise<Document> {
  const text = await (await request(method, path, body)).text();
  return (text === "" ? undefined : JSON.parse(text)) as Document;
}

/** The tenant was restarted and has another token: the page says so. */
function lock(): void {
  forgetToken();
  location.reload();
}
