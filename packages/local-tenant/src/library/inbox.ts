import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Email } from "../auth0/login/engine";
import { toE164 } from "../auth0/login/phone-number";
import { LocalTenantError } from "../support/local-tenant-error";
import type { Store } from "../twilio/store";

/** What arrived at a phone number or an e-mail address. */
export interface InboxMessage {
  /** E.164, or an e-mail address. */
  to: string;
  channel: "sms" | "call" | "whatsapp" | "email";
  /** `undefined` for a text without a code. */
  code?: string;
  /** What a text without a code says. */
  text?: string;
  /** Milliseconds since the Unix epoch, by the tenant's clock. */
  at: number;
}

/** Milliseconds between two looks into the inbox. */
const INTERVAL = 10;

/** What arrived at the phones and e-mail addresses of a tenant's users: codes by Verify, texts, and e-mails. */
export class Inbox {
  readonly #store: Store;
  readonly #mailbox: readonly Email[];
  /** Codes that were handed out, as the objects that the tenant keeps. */
  #read = new WeakSet<object>();

  /** @internal */
  constructor(store: Store, mailbox: readonly Email[]) {
    this.#store = store;
    this.#mailbox = mailbox;
  }

  /** What arrived at a number or an address, oldest first. Without one: everything. */
  messages(to?: string): InboxMessage[] {
    const codes = this.#store.messages.map(({ to, channel, code, at }): InboxMessage => ({ to, channel, code, at }));
    const texts = this.#store.texts.map(({ to, body, at }): InboxMessage => ({ to, channel: "sms", text: body, at }));
    const emails = this.#mailbox.map(({ to, code, at }): InboxMessage => ({ to, channel: "email", code, at }));
    const recipient = to === undefined ? undefined : normalized(to);
    return [...codes, ...texts, ...emails]
      .filter((message) => recipient === undefined || message.to === recipient)
      .sort((a, b) => a.at - b.at);
  }

  /**
   * The newest code at a number or an address. Each code is read once: where the newest was read before, or none is there, it
   * waits for the next.
   * @param timeoutMs real milliseconds to wait; default: 5000
   * @throws {LocalTenantError} when none arrives, saying what arrived elsewhere
   */
  async codeFor(to: string, { timeoutMs = 5000 }: { timeoutMs?: number } = {}): Promise<string> {
    const recipient = normalized(to);
    for (const end = performance.now() + timeoutMs; ; await sleep(INTERVAL)) {
      const newest = this.#codesTo(recipient).at(-1);
      if (newest && !this.#read.has(newest)) {
        this.markRead(recipient);
        return newest.code;
      }
      if (performance.now() >= end) throw this.#nothingArrived(recipient, timeoutMs);
    }
  }

  /** Counts every code that is there as read, so that `codeFor` waits for the next. Without `to`: at every recipient. */
  markRead(to?: string): void {
    const codes = to === undefined ? [...this.#store.messages, ...this.#mailbox] : this.#codesTo(normalized(to));
    for (const code of codes) this.#read.add(code);
  }

  #codesTo(recipient: string): readonly { code: string }[] {
    const from = recipient.includes("@") ? this.#mailbox : this.#store.messages;
    return from.filter(({ to }) => to === recipient);
  }

  #nothingArrived(recipient: string, timeoutMs: number): LocalTenantError {
    const read = this.#codesTo(recipient).length;
    const others = [...new Set(this.messages().map(({ to }) => to))].filter((to) => to !== recipient);
    const seen = read === 0 ? "" : `\nThe code that is there was already read; each is returned only once.`;
    const elsewhere =
      others.length === 0 ? "Nothing arrived elsewhere." : `Something arrived at: ${others.join(", ")}.`;
    const waited = `${timeoutMs / 1000} s`;
    return new LocalTenantError(`No new code arrived at ${recipient} within ${waited}.${seen}\n${elsewhere}`);
  }
}

function normalized(to: string): string {
  return to.includes("@") ? to : toE164(to);
}
