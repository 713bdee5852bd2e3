import type { Email, IssuedCode, LoginEngine } from "../../auth0/login";
import type { Message, Store, TextMessage } from "../../twilio";

/** Something that arrived somewhere, or that should have. `at` is in milliseconds since the Unix epoch. */
export type Arrival = { to: string; at: number } & (
  | { kind: "code"; message: Message }
  | { kind: "text"; text: TextMessage }
  | { kind: "email"; email: Email }
  /** A code that was generated but not delivered. */
  | { kind: "unsent"; issued: IssuedCode }
);

/** Everything that arrived at phones and in mailboxes, and the codes that did not, newest first. */
export function arrivals(store: Store, engine: LoginEngine): Arrival[] {
  const all: Arrival[] = [
    ...store.messages.map((message): Arrival => ({ kind: "code", to: message.to, at: message.at, message })),
    ...store.texts.map((text): Arrival => ({ kind: "text", to: text.to, at: text.at, text })),
    ...engine.mailbox.map((email): Arrival => ({ kind: "email", to: email.to, at: email.at, email })),
    ...unsent(store, engine).map(
      (issued): Arrival => ({ kind: "unsent", to: issued.to, at: issued.code.madeAt, issued }),
    ),
  ];
  // Of what arrived in the same millisecond, what is later in its list is the newer.
  return all.reverse().sort((a, b) => b.at - a.at);
}

/** Codes that were not sent. A time-out can hide that one was; those that arrived are not among these. */
function unsent({ messages }: Store, { codes }: LoginEngine): IssuedCode[] {
  const failed = codes.filter(({ problem }) => problem !== undefined);
  if (failed.length === 0) return failed;
  const arrived = new Set(messages.map(({ to, code }) => `${to} ${code}`));
  return failed.filter(({ to, code }) => !arrived.has(`${to} ${code.value}`));
}
