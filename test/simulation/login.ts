import type { ActionKey } from "../../stacks/actions";
import type { Behaviour } from "./faults";
import type { FirstFactor } from "./first-factor";
import type { Run } from "./https";
import type { Instance } from "./instance";
import type { Person } from "./people";
import type { Method, Session } from "./session";
import type { Code, Verification } from "./verify";

export type Flow =
  | "interactive"
  | "single sign-on"
  | "silent"
  | "refresh token"
  | "password grant"
  | "token exchange"
  | "embedded passkey";

/** What is asked of Auth0 at the start of a login. */
export interface LoginRequest {
  flow: Flow;
  firstFactor: FirstFactor;
  clientId: string;
  protocol?: string;
  prompt?: string[];
  acrValues?: string[];
  /** What stands in the query of the authorization request; absent values were pushed or posted. */
  query: Record<string, string>;
  organization?: { id: string; name: string };
  roles?: string[];
  /** `undefined`: the tenant has no assessments. */
  risk?: string;
}

/** One request of a report that reached Verify. */
export interface ReportRequest {
  at: number;
  number: string;
  behaviour: Behaviour;
  /** What it approved. */
  approved?: Verification;
  /** Whether something was pending when it came. */
  pending: boolean;
}

/** One request that asks for something, of the tenant or of Verify. */
export interface ReadRequest {
  at: number;
  what: "token" | "methods" | "verification";
  behaviour: Behaviour;
}

/** One run of one of our Actions. */
export interface ActionRun extends Run {
  /** The login's index. */
  login: number;
  action: ActionKey;
  instance: Instance;
  event: object;
  startedAt: number;
  endedAt: number;
  /** `<namespace>.<method>` and arguments, in order. */
  calls: { name: string; args: unknown[] }[];
  requests: ReportRequest[];
  /** What it asked for before. */
  reads: ReadRequest[];
  /** What it threw. */
  error?: unknown;
}

/** Everything that happened in one login. */
export interface Login {
  index: number;
  person: Person;
  request: LoginRequest;
  /** Absent where the flow has none. */
  session?: Session;
  transactionMetadata: Record<string, unknown>;
  /** Its methods as the next Action will see them. */
  methods?: Method[];
  codes: Code[];
  runs: ActionRun[];
  /** Factors that were passed in this login. */
  passed: string[];
  end:
    | "completed"
    | "code not sent"
    | "code not typed"
    | "denied by another Action"
    | "denied by mfa-challenge"
    | "MFA required"
    | "broken";
  /** What broke it. */
  why?: string;
}
