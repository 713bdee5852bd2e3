import type { FactorType, TimelineEntry } from "../../pipeline/types";
import type { CodeChannel } from "../phone/types";
import type { firstFactors } from "./names";

export type { CodeChannel } from "../phone/types";

/** How a user proves who they are first. */
export type FirstFactor = (typeof firstFactors)[number];

/** An element of `event.authentication.methods`. `timestamp` is ISO 8601. */
export interface AuthenticationMethod {
  name: string;
  timestamp: string;
  /** Only with `name: "mfa"`. */
  type?: FactorType;
}

export interface Connection {
  id: string;
  name: string;
  /** `auth0` for databases, `sms` and `email` for passwordless, else the provider's name. */
  strategy: string;
  metadata?: Record<string, string>;
}

export interface Client {
  client_id: string;
  name: string;
  metadata: Record<string, string>;
}

/** Where the platform's documents leave open what an event or a log holds, a program can choose. */
export interface EventVariant {
  /** `unknown`: `event.user.enrolledFactors` is undefined, as when the platform could not fetch them. */
  enrolledFactors?: "unknown";
  /** `id-only`: what is guaranteed. `absent`: no session object. Default: everything, as on Enterprise. */
  session?: "id-only" | "absent";
  /**
   * What `event.authentication.methods` starts with; `absent`: no `event.authentication`. Default: the session's
   * methods, for a refresh token those of the session it comes from; for ROPG and token exchange absent.
   */
  methods?: "absent" | readonly AuthenticationMethod[];
  /** Whether a completed enrolment is logged as `gd_auth_succeed` too, which is not documented. Default: it is not. */
  enrollmentSucceeds?: boolean;
  /** Lists the methods with the newest first; the platform promises no order. Default: oldest first. */
  newestMethodFirst?: boolean;
}

/** What a login waits for; `running`: for the pipeline. */
export type LoginState = "running" | "awaiting-password" | "awaiting-code" | "awaiting-mfa" | "completed" | "ended";

/** How a login came out. */
export type LoginOutcome = CompletedLogin | EndedLogin;

export interface CompletedLogin {
  status: "completed";
  userId: string;
  /** `undefined` for grants without a session. */
  sessionId?: string;
  error?: undefined;
  description?: undefined;
}

/** A login that was refused, or that the user gave up. */
export interface EndedLogin {
  status: "ended";
  userId: string;
  sessionId?: undefined;
  /** OAuth 2.0 error, or `abandoned` when the user gave up. */
  error: string;
  description: string;
}

/** What became of a password, a code or an answer. */
export type AnswerResult =
  | { accepted: true }
  | {
      accepted: false;
      reason: "wrong_password" | "wrong_code" | "code_expired" | "too_many_attempts" | "code_required" | "rejected";
      description: string;
    };

/** A line of the login itself. `to` is masked to the last two digits. */
export type LoginEntry =
  | { kind: "first-factor"; at: number; method: string; connection: string }
  | { kind: "session"; at: number; sessionId: string; methods: readonly AuthenticationMethod[] }
  | { kind: "code-sent"; at: number; purpose: CodePurpose; channel: CodeChannel | "email"; to: string }
  | { kind: "code-not-sent"; at: number; purpose: CodePurpose; channel: CodeChannel; to: string; reason: string }
  | { kind: "answer"; at: number; factor: string; accepted: boolean; reason?: string }
  | { kind: "outcome"; at: number; outcome: LoginOutcome };

export type CodePurpose = "first-factor" | "challenge" | "enrollment";

/** Everything that happened in a login, in order. `at` is in milliseconds since the Unix epoch. */
export type LoginTimelineEntry = LoginEntry | TimelineEntry;
