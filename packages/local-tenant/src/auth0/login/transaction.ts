import { randomBytes, randomUUID } from "node:crypto";
import type { FactorType } from "../../pipeline/types";
import type { Clock } from "../../support/clock";
import type { PhoneSender } from "../phone";
import type { LocalTenant } from "../tenant";
import type { User } from "../users";
import { parametersOf } from "./application-request";
import { browser } from "./browser";
import type { IssuedCode } from "./issued-code";
import type { LoginRequest } from "./options";
import type { Session, SessionStore } from "./sessions";
import { noTokenChanges } from "./token-changes";
import type { AuthenticationMethod, Client, CodeChannel, Connection, LoginEntry, LoginTimelineEntry } from "./types";
import { userName } from "./user-name";

/** What a login needs around it. */
export interface LoginServices {
  tenant: LocalTenant;
  clock: Clock;
  sessions: SessionStore;
  phone: PhoneSender;
  /** Called with codes that go out by e-mail. */
  sendEmail(to: string, code: string): void;
  /** Ends the refresh tokens that a session brought. */
  revokeRefreshTokens(sessionId: string): void;
  /** Called with each code that is made. */
  onCode(code: IssuedCode): void;
}

/** A first factor or MFA that the user passed. Times are in milliseconds since the Unix epoch. */
export interface PassedFactor {
  /** As in `event.authentication.methods`. */
  name: string;
  /** Of MFA. */
  factor?: FactorType;
  initiatedAt: number;
  completedAt: number;
}

/** The state of one login that its parts share. */
export class Transaction {
  readonly id = randomBytes(12).toString("base64url");
  readonly correlationId = randomUUID();
  readonly timeline: LoginTimelineEntry[] = [];
  /** Counts the requests the browser makes; each begins a new `event.request`. */
  requests = 1;
  /** Names this login's run through the Actions. */
  readonly executionId = randomUUID();
  /** Milliseconds since the Unix epoch. */
  readonly startedAt: number;
  /** What the user passed in this login, in order. */
  readonly passed: PassedFactor[] = [];
  /** What the Actions want in the tokens; complete after the last of them. */
  readonly tokenChanges = noTokenChanges();
  /** An Action revoked the refresh token that this login exchanges. */
  refreshTokenRevoked = false;
  /** `undefined`: the event has no `authentication`. */
  methods: AuthenticationMethod[] | undefined;
  /** Called with each new line of the timeline. */
  onEntry?: (entry: LoginTimelineEntry) => void;

  constructor(
    readonly services: LoginServices,
    readonly options: LoginRequest,
    public user: User,
    readonly client: Client,
    readonly connection: Connection,
    /** `undefined` for grants without a session. */
    public session: Session | undefined,
  ) {
    this.methods = initialMethods(options, session);
    this.startedAt = services.clock.now();
  }

  /** Now, ISO 8601. */
  timestamp(): string {
    return new Date(this.services.clock.now()).toISOString();
  }

  /** Records a passed first factor or MFA in the session and for the events to come. Of the other grants the passwordless one
   * shows both, and a refresh token MFA by the MFA API. */
  addMethod(method: Omit<AuthenticationMethod, "timestamp">): void {
    const initiatedAt = this.passed.at(-1)?.completedAt ?? this.startedAt;
    const { name, type: factor } = method;
    this.passed.push({ name, ...(factor && { factor }), initiatedAt, completedAt: this.services.clock.now() });
    const { grant = "authorization_code" } = this.options;
    const entry = { ...method, timestamp: this.timestamp() };
    if (grant === "passwordless" || (grant === "refresh_token" && method.name === "mfa")) this.methods?.push(entry);
    if (!this.session || grant !== "authorization_code") return;
    this.session.methods.push(entry);
    if (this.methods !== this.session.methods) this.methods?.push(entry);
  }

  record(entry: LoginTimelineEntry | Unstamped<LoginEntry>): void {
    const stamped = ("at" in entry ? entry : { ...entry, at: this.services.clock.now() }) as LoginTimelineEntry;
    this.timeline.push(stamped);
    this.onEntry?.(stamped);
  }

  /** Adds an entry of this login to the tenant log. */
  log(type: string, description: string, details?: object): void {
    const { user, client, connection, correlationId, options } = this;
    const { scope, audience } = parametersOf(options);
    this.services.tenant.logs.append({
      type,
      description,
      client: { id: client.client_id, name: client.name },
      user: { id: user.user_id, name: userName(user) },
      connection: { id: connection.id, name: connection.name, strategy: connection.strategy },
      ip: browser.ip,
      userAgent: options.request?.userAgent ?? browser.loggedAs,
      correlationId,
      ...(scope !== undefined && { scope }),
      ...(audience !== undefined && { audience }),
      ...(details && { details }),
    });
  }

  /** The channel for an Action's `preferredMethod`; the user decides where the Action does not. */
  channelFor(preferredMethod: string | undefined): CodeChannel {
    const wanted = preferredMethod === "sms" || preferredMethod === "voice" ? preferredMethod : this.options.channel;
    return wanted === "voice" ? "call" : "sms";
  }
}

type Unstamped<Entry> = Entry extends { at: number } ? Omit<Entry, "at"> : never;

function initialMethods(options: LoginRequest, session: Session | undefined): AuthenticationMethod[] | undefined {
  const chosen = options.event?.methods;
  if (chosen === "absent") return undefined;
  if (chosen) return structuredClone([...chosen]);
  if (options.grant === "refresh_token") return session ? structuredClone(session.methods) : undefined;
  return options.grant === "passwordless" ? [] : session?.methods;
}
