import type { Clock } from "../support/clock";

/** The strings that `enrolledFactors[].type` and `methods[].type` use (SMS and voice are both `phone`). */
export type FactorType =
  | "phone"
  | "otp"
  | "email"
  | "push-notification"
  | "webauthn-roaming"
  | "webauthn-platform"
  | "recovery-code";

/** One deployed version of an Action, as the tenant hands it to the pipeline. */
export interface DeployedAction {
  /** The Action's id; instances (module state) are kept per `id` and `versionId`. */
  id: string;
  name: string;
  versionId: string;
  /** CommonJS source. */
  code: string;
  /** `node22` or `node18`. */
  runtime: string;
  /** Only this Action's own secrets. */
  secrets: Readonly<Record<string, string>>;
  dependencies: readonly { name: string; version: string }[];
}

/** A post-login v3 event without what the pipeline adds (`secrets`, `transaction.metadata`). Must be JSON-cloneable. */
// biome-ignore lint/suspicious/noExplicitAny: the event is the platform's open-ended document
export type PostLoginEvent = Record<string, any>;

/** Whether a user can be prompted in this login, and what the platform answers when not. */
export type Interaction =
  /** A browser: challenges and enrolments pause the pipeline. */
  | "interactive"
  /** `prompt=none`: a command ends the login with `interaction_required`. */
  | "silent"
  /** ROPG or refresh token: a command ends it with `mfa_required`. */
  | "api"
  /** The same, by an application that answers `mfa_required` through the MFA API: it pauses the pipeline. */
  | "mfa-api"
  /** Custom token exchange: a command is a non-recoverable failure. */
  | "token-exchange";

/** What the tenant tells the pipeline about one login. Every function is called again before each Action. */
export interface LoginContext {
  interaction: Interaction;
  /** The event as of now: fresh `request`, refreshed `authentication.methods` and `user.enrolledFactors`. */
  event(): PostLoginEvent;
  /** Confirmed factors of the user, whatever the event says about them. */
  enrolledFactors(): readonly FactorType[];
  /** Factors that are switched on in the tenant. */
  enabledFactors(): readonly FactorType[];
  /** The tenant's MFA policy; asked after the last Action. */
  policy(): "never" | "confidence-score" | "all-applications";
  /** The tenant setting `customize_mfa_in_postlogin_action`. */
  customizeMfa(): boolean;
  /** Called with each effect that outlives the transaction, when the platform would write it. What it throws ends the login. */
  apply(effect: Effect): void;
}

/** What Actions change outside the transaction. */
export type Effect =
  | { kind: "user_metadata" | "app_metadata"; key: string; value: unknown }
  | { kind: "session_metadata"; key: string; value: string | undefined }
  /** `undefined` takes the claim away again. */
  | { kind: "id_token_claim" | "access_token_claim"; key: string; value: unknown }
  /** Whether the access token has the scope `key`, whatever was asked for. */
  | { kind: "scope"; key: string; value: boolean }
  | { kind: "session_revoked"; reason: string; preserveRefreshTokens: boolean }
  /** The one that is exchanged. */
  | { kind: "refresh_token_revoked"; reason: string }
  | { kind: "primary_user"; userId: string }
  | { kind: "tenant_log"; type: string; description: string; failed?: FailedAction };

/** The Action behind an `actions_execution_failed`. */
export interface FailedAction {
  id: string;
  name: string;
  versionId: string;
  kind: "error" | "timeout";
  /** What was thrown; secret values are blanked. */
  error: { name: string; message: string; stack: string };
}

/** A challenge or enrolment that holds the pipeline. */
export interface MfaPrompt {
  command: "challenge" | "enroll";
  /** The factors the user may use, the default first. */
  factors: readonly FactorType[];
  /** `sms`, `voice` or `both` as the Action asked for; `undefined` when it did not say. */
  preferredMethod?: string;
  /** Who asked: an Action, `api.multifactor.enable` or the tenant's policy. The last two come after all Actions. */
  origin: "action" | "multifactor.enable" | "policy";
  /** The Action that asked, when one did. */
  action?: string;
}

/** Where a pipeline stands after `run` or `resume`. */
export type PipelineStep =
  | { status: "paused"; prompt: MfaPrompt }
  | { status: "completed" }
  /** `api.access.deny`, an exception, a time-out or a refused command: the login ends with an OAuth 2.0 error. */
  | {
      status: "ended";
      /** `access_denied`, `interaction_required`, `mfa_required`, … */
      error: string;
      description: string;
    };

/**
 * One line of a login's timeline, without the Actions' secrets. `at` is in milliseconds since the Unix epoch (`clock`),
 * `ms` a real duration. `calls` name the method as `namespace.method`; `console` holds the full text; the platform
 * keeps only 256 characters. A `log` entry is a tenant log event, except for the type
 * `floating_promise`: a promise that an Action did not await and that was rejected.
 */
export type TimelineEntry =
  | {
      kind: "action";
      at: number;
      name: string;
      ms: number;
      console: readonly { level: string; text: string }[];
      calls: readonly { method: string; args: readonly unknown[] }[];
      result: "ok" | "denied" | "error" | "timeout";
      error?: string;
      /** Of an error that was thrown: with the places of the Action's sources, without what called it. */
      stack?: string;
    }
  | { kind: "pause"; at: number; prompt: MfaPrompt }
  | { kind: "resume"; at: number; command: "challenge" | "enroll"; factor: FactorType }
  | PhoneProviderEntry
  | { kind: "log"; at: number; type: string; description: string }
  | { kind: "end"; at: number; step: Exclude<PipelineStep, { status: "paused" }> };

/** A run of the tenant's phone provider Action for one message, which it was handed for the `attempt`th time. */
export interface PhoneProviderEntry {
  kind: "phone-provider";
  at: number;
  name: string;
  attempt: number;
  ms: number;
  console: readonly { level: string; text: string }[];
  calls: readonly { method: string; args: readonly unknown[] }[];
  /** What the tenant makes of it: `error` and `timeout` where the Action did not come to its end. */
  result: "sent" | "drop" | "retry" | "error" | "timeout";
  /** The Action's, or what it threw; `undefined` where it sent. */
  reason?: string;
  /** Of an error that was thrown: with the places of the Action's sources, without what called it. */
  stack?: string;
}

export interface PipelineOptions {
  actions: readonly DeployedAction[];
  context: LoginContext;
  clock: Clock;
  /**
   * Milliseconds that all Actions have together until the next pause; default: that of the instances. Measured in real time, whatever
   * `clock` says, since an Action that hangs does so in real time. An Action that blocks the thread is not stopped.
   */
  timeLimitMs?: number;
  onTimeline?(entry: TimelineEntry): void;
  /**
   * Called with the event that an Action receives, with `[secret NAME]` for each secret. It is the Action's own object:
   * don't keep it.
   */
  onEvent?(action: DeployedAction, event: PostLoginEvent): void;
}
