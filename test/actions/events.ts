import type { AuthenticationMethod, PostLoginApi, PostLoginEvent } from "../../actions/types/post-login";
import type { TwilioSecrets } from "../../actions/types/secrets";

export type Event = PostLoginEvent<TwilioSecrets>;

/** An event without what a test is not about. The Actions take nothing for granted. */
export type SparseEvent = Sparse<Event>;

type Sparse<T> = T extends unknown[]
  ? T
  : { [Key in keyof T]?: T[Key] extends object | undefined ? Sparse<T[Key]> : T[Key] };

/** The time at which the events happen, in ms since the Unix epoch. Freeze the clock there. */
export const NOW = Date.parse("2026-06-01T12:00:00.000Z");

/** An ISO 8601 timestamp `seconds` before {@link NOW}. */
export function ago(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString();
}

export function method(name: string, secondsAgo: number, type?: string): AuthenticationMethod {
  return { name, timestamp: ago(secondsAgo), ...(type && { type }) };
}

/** An interactive login with a code by SMS, just now. `more` replaces whole properties. */
export function smsLogin(more: SparseEvent = {}): Event {
  const event: SparseEvent = {
    authentication: { methods: [method("sms", 1)] },
    client: { client_id: "web" },
    connection: { name: "sms", strategy: "sms" },
    request: { query: {} },
    session: { id: "session", metadata: {} },
    transaction: { protocol: "oidc-basic-profile", prompt: [], metadata: {} },
    user: {
      user_id: "sms|1",
      phone_number: "+12025550100",
      identities: [{ provider: "sms", connection: "sms", user_id: "1" }],
    },
    secrets: {},
    ...more,
  };
  return event as Event;
}

/** The part of `api` that our Actions call, and what they did through it, in order: `<method> <arguments as JSON>`. */
export interface RecordedApi extends PostLoginApi {
  calls: string[];
}

/** `refuses` names methods that throw, as the platform's do past their limits. */
export function recordedApi(...refuses: string[]): RecordedApi {
  const calls: string[] = [];
  const record =
    (name: string) =>
    (...args: unknown[]) => {
      if (refuses.includes(name)) throw new Error(`${name} refused for +12025550100`);
      calls.push([name, ...args.map((arg) => JSON.stringify(arg))].join(" "));
    };
  const called = {
    calls,
    access: { deny: record("deny") },
    authentication: {
      challengeWith: record("challengeWith"),
      challengeWithAny: record("challengeWithAny"),
      enrollWith: record("enrollWith"),
    },
    multifactor: { enable: record("multifactor.enable") },
    transaction: { setMetadata: record("transaction.setMetadata") },
    session: { setMetadata: record("session.setMetadata") },
  };
  return called as unknown as RecordedApi;
}
