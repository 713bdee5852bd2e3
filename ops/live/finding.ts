/** What is wrong with a live tenant, for scripts. */
export type FindingKind =
  /** An Action of the stack is not there. */
  | "missing"
  /** It has no version that runs. */
  | "not-deployed"
  /** Auth0 could not build the draft; what ran before still runs. */
  | "build-failed"
  /** Another code runs. */
  | "code"
  | "runtime"
  | "dependencies"
  /** The running version has other secrets, by name. */
  | "secrets"
  /** One of the secrets was set later than the rest, which Terraform sends all at once: by hand. */
  | "secret-by-hand"
  /** The secrets are older than the rotation that the state remembers: it never reached Auth0. */
  | "rotation-lost"
  /** The draft is not what runs: whoever deploys it in the dashboard changes what logins do. */
  | "draft"
  /** The trigger holds other Actions, or in another order. */
  | "order"
  /** Phone messages are not sent by our Action, or not at all. */
  | "phone-provider"
  /** The tenant's log does not reach the receiver as it should. */
  | "log-stream"
  /** Password resets don't run our Action. */
  | "password-reset"
  /** The client that looks up enrolled numbers is not there, or is another kind of client. */
  | "lookup-client"
  /** It signs in with other keys. */
  | "lookup-keys"
  /** It may do something else. */
  | "lookup-grant";

/** One difference between what is live and what the stack says. */
export interface Finding {
  kind: FindingKind;
  /** Terraform address of the Action; `undefined` where it is about something else. */
  address: string | undefined;
  /** Name of the Action, `post-login`, `the phone provider`, `the log stream`, `password resets` or `the look-up client`. */
  where: string;
  /** What is so, as the rest of a sentence that begins with `where`, without a full stop. */
  what: string;
  /** Auth0 is still building or deploying; asking again later may end it. */
  pending: boolean;
}
