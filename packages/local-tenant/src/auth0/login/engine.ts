import { ActionInstances } from "../../pipeline";
import { Changes } from "../../support/changes";
import type { Clock } from "../../support/clock";
import { keep } from "../../support/kept";
import type { MessageType, PhoneSender } from "../phone";
import type { LocalTenant } from "../tenant";
import { type User, UserStore } from "../users";
import { checkLogin, isBrowser, needsSession } from "./check-login";
import { loginContext } from "./context";
import { LoginError } from "./errors";
import type { IssuedCode } from "./issued-code";
import { Login } from "./login";
import { LoginRegistry } from "./login-registry";
import type { LoginOptions, LoginRequest } from "./options";
import { logOutcome } from "./outcome-log";
import { PasswordReset, type PasswordResetOutcome } from "./password-reset";
import { toE164 } from "./phone-number";
import { addWellKnownClients, checkIdentity, clientOf, connectionOf, usualMethod } from "./resolve";
import { sendPhoneMessage } from "./send-message";
import { hasRunOut } from "./session-lifetimes";
import { type Session, SessionStore } from "./sessions";
import { Transaction } from "./transaction";
import type { LoginOutcome, LoginTimelineEntry } from "./types";

/** A code that went out by e-mail. `at` is in milliseconds since the Unix epoch. */
export interface Email {
  to: string;
  code: string;
  at: number;
}

/** What became of a message outside of a login. */
export interface SentMessage {
  /** Whether the first attempt handed it over. */
  sent: boolean;
  /** Why it did not. */
  reason?: string;
  timeline: readonly LoginTimelineEntry[];
}

/** A password reset that is over. */
export interface PasswordResetRun {
  outcome: PasswordResetOutcome;
  timeline: readonly LoginTimelineEntry[];
}

export interface LoginEngineOptions {
  tenant: LocalTenant;
  phone: PhoneSender;
  /** Default: the tenant's clock. */
  clock?: Clock;
  /** Default: the seeded users. */
  users?: UserStore;
  /** Compiled Actions, to be shared with another engine or recycled. Default: its own. */
  instances?: ActionInstances;
  /** Called for logins, mails and users that change. Default: nothing. */
  changes?: Changes;
}

/** How many e-mails the mailbox keeps; older ones are dropped. */
const mailboxSize = 100;

/** Logs people in to a local tenant, by the Actions that are deployed to it. Everything is in memory. */
export class LoginEngine {
  readonly users: UserStore;
  readonly sessions = new SessionStore();
  readonly logins = new LoginRegistry();
  readonly instances: ActionInstances;
  /** The codes sent by e-mail, newest last. */
  readonly mailbox: Email[] = [];
  /** The codes that were made, newest last; the last `KEPT` of them. */
  readonly codes: IssuedCode[] = [];
  /** Called with the id of a session that an Action revoked with its refresh tokens. */
  onSessionRevoked?: (sessionId: string) => void;
  readonly #tenant: LocalTenant;
  readonly #clock: Clock;
  readonly #phone: PhoneSender;
  readonly #changes: Changes;

  constructor(options: LoginEngineOptions) {
    this.#tenant = options.tenant;
    this.#phone = options.phone;
    this.#clock = options.clock ?? options.tenant.clock;
    this.users = options.users ?? new UserStore(this.#clock);
    this.instances = options.instances ?? new ActionInstances();
    this.#changes = options.changes ?? new Changes();
    addWellKnownClients(this.#tenant);
  }

  /**
   * Begins a login and takes it as far as it goes without the user: to a code to type in, an MFA prompt, or its end.
   * Throws `UnknownUserError` and `LoginError` for options that don't fit together.
   */
  async startLogin(options: LoginOptions): Promise<Login> {
    checkLogin(options);
    const request: LoginRequest = options;
    if (request.risk && !this.#tenant.riskAssessments.enabled) throw new LoginError(riskIsOff);
    const session = options.session === undefined ? undefined : this.sessions.get(options.session);
    // A refresh token is good for longer than the session that it comes from.
    const existing = session && isBrowser(options) && hasRunOut(session, this.#tenant) ? undefined : session;
    const user = this.#userOf(options, session);
    const transaction = this.#transactionFor(options, user, existing);
    const login = new Login(transaction, loginContext(transaction, this.users), this.instances, (outcome) =>
      this.#finish(transaction, outcome),
    );
    this.logins.add(login);
    transaction.onEntry = () => {
      this.logins.touch(login);
      this.#changes.tell("logins");
    };
    if (needsSession(options) && !existing) {
      login.end("login_required", "Login required: there is no such session.");
      return login;
    }
    if (existing && !options.method) {
      transaction.record({ kind: "session", sessionId: existing.id, methods: structuredClone(existing.methods) });
    }
    await login.begin();
    return login;
  }

  /**
   * Sends one of the tenant's messages to the number of a user's profile, outside of any login. Throws `UnknownUserError`,
   * and `LoginError` for a user without a number.
   */
  async sendMessage(handle: string, messageType: MessageType, channel: "sms" | "voice" = "sms"): Promise<SentMessage> {
    const user = this.users.get(handle);
    const transaction = this.#transactionFor({ user: handle, method: usualMethod(user) }, user, undefined);
    if (!user.phone_number) throw new LoginError(`User "${user.handle}" has no phone number to send a message to.`);
    const reason = await sendPhoneMessage(transaction, {
      to: toE164(user.phone_number),
      channel: channel === "voice" ? "call" : "sms",
      messageType,
    });
    return { sent: reason === undefined, ...(reason !== undefined && { reason }), timeline: transaction.timeline };
  }

  /**
   * Lets a user reset the password of their database account by a code to its phone number. Throws `UnknownUserError`, and
   * `LoginError` for a user without such an account or number.
   * @param read the code that the user types in, asked for once it was sent.
   */
  async resetPassword(handle: string, channel: "sms" | "voice", read: () => string): Promise<PasswordResetRun> {
    const user = this.users.get(handle);
    const transaction = this.#transactionFor({ user: handle, method: "password" }, user, undefined);
    const reset = new PasswordReset(transaction, this.instances);
    const unsent = await reset.begin(channel === "voice" ? "call" : "sms");
    const outcome = unsent ?? (await reset.submitCode(read()));
    return { outcome, timeline: reset.timeline };
  }

  /** Forgets logins, sessions, mails and what logins changed about users; Actions start cold. */
  reset(): void {
    this.users.reset();
    this.sessions.clear();
    this.logins.clear();
    this.mailbox.length = 0;
    this.codes.length = 0;
    this.instances.recycle();
  }

  #userOf(options: LoginRequest, session: Session | undefined): User {
    if (session) {
      const user = this.users.get(session.userId);
      if (options.user === undefined || this.users.get(options.user) === user) return user;
      throw new LoginError(`The session belongs to "${user.handle}", not to "${options.user}".`);
    }
    if (options.user !== undefined) return this.users.get(options.user);
    throw new LoginError("A login needs a user: there is no such session to take one from.");
  }

  #transactionFor(options: LoginRequest, user: User, existing: Session | undefined): Transaction {
    const named = options.method ?? options.connection;
    const connection = existing && !named ? existing.connection : connectionOf(options, user);
    checkIdentity(options, user, connection);
    const services = {
      tenant: this.#tenant,
      clock: this.#clock,
      sessions: this.sessions,
      phone: this.#phone,
      revokeRefreshTokens: (sessionId: string) => this.onSessionRevoked?.(sessionId),
      sendEmail: (to: string, code: string) => this.#mail({ to, code, at: this.#clock.now() }),
      onCode: (code: IssuedCode) => keep(this.codes, code),
    };
    const now = new Date(this.#clock.now()).toISOString();
    const session = existing ?? (isBrowser(options) ? this.sessions.draft(user.user_id, connection, now) : undefined);
    return new Transaction(services, options, user, clientOf(options, this.#tenant), connection, session);
  }

  #finish(transaction: Transaction, outcome: LoginOutcome): void {
    const { session, client, user, options } = transaction;
    if (outcome.status === "completed") {
      user.loginsCount += 1;
      this.#changes.tell("users");
      if (session && isBrowser(options)) this.sessions.keep(session, client, transaction.timestamp());
    }
    logOutcome(transaction, outcome);
  }

  #mail(email: Email): void {
    this.mailbox.push(email);
    this.#changes.tell("inbox");
    if (this.mailbox.length > mailboxSize) this.mailbox.shift();
  }
}

const riskIsOff =
  'The tenant assesses no risk: PATCH /api/v2/risk-assessments/settings with {"enabled": true} first, or leave risk out.';
