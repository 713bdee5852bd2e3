import type { Login } from "./login";
import type { LoginRequest } from "./options";
import type { FirstFactor, LoginState } from "./types";

/** How an Action's run came out. */
export type ActionResult = "ok" | "denied" | "error" | "timeout";

/** What a list of logins says of each. */
export interface LoginSummary {
  id: string;
  /** Counts the tenant's logins from 1, also across a reset. */
  number: number;
  /** In milliseconds since the Unix epoch. */
  startedAt: number;
  /** Milliseconds from its start to the last thing that happened. */
  ms: number;
  /** Handle of the user. */
  user: string;
  userId: string;
  /** The first factor; `undefined`: none was asked for. */
  method?: FirstFactor;
  /** `undefined`: a browser. */
  grant?: Exclude<LoginRequest["grant"], "authorization_code">;
  /** Name of the application. */
  client: string;
  state: LoginState;
  /** Why it ended; `undefined` unless the state is `ended`. */
  error?: string;
  /** How its Actions came out, in order. */
  actions: ActionResult[];
}

export function loginSummary(login: Login, number: number): LoginSummary {
  const { id, startedAt, user, client, request, state, outcome, timeline } = login;
  const { method, grant } = request;
  return {
    id,
    number,
    startedAt,
    ms: Math.max(0, (timeline.at(-1)?.at ?? startedAt) - startedAt),
    user: user.handle,
    userId: user.user_id,
    ...(method && { method }),
    ...(grant && grant !== "authorization_code" && { grant }),
    client: client.name,
    state,
    ...(outcome?.error !== undefined && { error: outcome.error }),
    actions: timeline.flatMap((entry) => (entry.kind === "action" ? entry.result : [])),
  };
}
