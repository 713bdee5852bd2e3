import type { ActionRun, Login } from "./login";

/** What the platform refuses in this login. */
export interface Refusals {
  /** Other Actions have filled the transaction's metadata. */
  transactionMetadata: boolean;
  /** The plan has no session management. */
  sessionMetadata: boolean;
}

/** An `api` that writes down every call, and does of it what changes a later event. */
export function recordingApi(run: ActionRun, login: Login, refusals: Refusals): object {
  const effects: Record<string, (...args: never[]) => void> = {
    "transaction.setMetadata": (key: string, value: unknown) => {
      if (refusals.transactionMetadata) throw new Error(`Metadata of ${login.person.user.user_id} is full`);
      login.transactionMetadata[key] = value;
    },
    "session.setMetadata": (key: string, value: string) => {
      if (!login.session) throw new Error(`No session of ${login.person.user.user_id}`);
      login.session.metadata[key] = value;
    },
  };
  const method =
    (name: string) =>
    (...args: unknown[]) => {
      run.calls.push({ name, args });
      effects[name]?.(...(args as never[]));
    };
  const namespace = (space: string) => new Proxy({}, { get: (_, name) => method(`${space}.${String(name)}`) });
  return new Proxy(
    {},
    { get: (_, space) => (space === "session" && refusals.sessionMetadata ? undefined : namespace(String(space))) },
  );
}
