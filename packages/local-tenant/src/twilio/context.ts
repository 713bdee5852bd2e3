import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Clock } from "../support/clock";
import type { Account, ApiKey } from "./credentials";
import type { Faults } from "./faults";
import type { RateLimit } from "./rate-limit";
import type { RequestLogEntry } from "./requests";
import type { Store } from "./store";

/** What every route works with. */
export interface Deps {
  clock: Clock;
  accounts: readonly Account[];
  store: Store;
  faults: Faults;
  /** Requests to the attempts resources, per account. */
  attemptsLimit: RateLimit;
  warn: (sentence: string) => void;
}

/** Who is calling: an account, and the API key if one was used. */
export interface Caller {
  account: Account;
  key: ApiKey | undefined;
}

/** Hono's types for the app: the Node request and response beneath, and what the middleware leaves for the route. */
export interface AppEnv {
  Bindings: HttpBindings;
  Variables: { requestSid: string; caller: Caller; entry: RequestLogEntry };
}

/** The context of one request. */
export type Ctx = Context<AppEnv>;
