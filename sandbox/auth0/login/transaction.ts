import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import type { LocalTenant } from "../tenant";
import type { User } from "../users";
import type { Session, SessionStore } from "./sessions";
import type {
  AuthenticationMethod,
  Client,
  CodeChannel,
  Connection,
  LoginEntry,
  LoginOptions,
  LoginTimelineEntry,
  PhoneSender,
} from "./types";

/** What a login needs around it. */
export interface LoginServices {
  tenant: LocalTenant;
  clock: Clock;
  sessions: SessionStore;
  phone: PhoneSender;
  /** Called with codes that go out by e-mail. */
  sendEmail(to: string, code: string): void;
}

/** The state of one login that its parts share. */
export class Transaction {
  readonly id = randomBytes(12).toString("base64url");
  readonly correlationId = randomUUID();
  readonly timeline: LoginTimelineEntry[] = [];
  /** Counts the requests the browser makes; each begins a new `event.request`. */
  requests = 1;
  /** `undefined`: the event has no `authentication`. */
  methods: AuthenticationMethod[] | undefined;
  /** Called with each new line of the timeline. */
  onEntry?: (entry: LoginTimelineEntry) => void;

  constructor(
    readonly services: LoginServices,
    readonly options: LoginOptions,
    public user: User,
    readonly client: Client,
    readonly connection: Connection,
    /** `undefined` for grants without a session. */
    public session: Session | undefined,
  ) {
    this.methods = initialMethods(options, session);
  }

  /** Now, ISO 8601. */
  timestamp(): string {
    return new Date(this.services.clock.now()).toISOString();
  }

  /** Records a passed first factor or MFA in the session and for the events to come; grants other than a browser's keep none. */
  addMethod(method: Omit<AuthenticationMethod, "timestamp">): void {
    if (!this.session || (this.options.grant ?? "authorization_code") !== "authorization_code") return;
    const entry = { ...method, timestamp: this.timestamp() };
    this.session.methods.push(entry);
    if (this.methods !== this.session.methods) this.methods?.push(entry);
  }

  record(entry: LoginTimelineEntry | Unstamped<LoginEntry>): void {
    const stamped = ("at" in entry ? entry : { ...entry, at: this.services.clock.now() }) as LoginTimelineEntry;
    this.timeline.push(stamped);
    this.onEntry?.(stamped);
  }

  /** Adds an entry of this login to the tenant log. */
  log(type: string, description: string, details: Record<string, unknown> = {}): void {
    const { user, client, connection } = this;
    const { name: connectionName, strategy } = connection;
    this.services.tenant.logs.append({
      type,
      description,
      clientId: client.client_id,
      userId: user.user_id,
      details: { connection: connectionName, strategy, ...details },
    });
  }

  /** The channel for an Action's `preferredMethod`; the person decides where the Action does not. */
  channelFor(preferredMethod: string | undefined): CodeChannel {
    const wanted = preferredMethod === "sms" || preferredMethod === "voice" ? preferredMethod : this.options.channel;
    return wanted === "voice" ? "call" : "sms";
  }
}

type Unstamped<Entry> = Entry extends { at: number } ? Omit<Entry, "at"> : never;

function initialMethods(options: LoginOptions, session: Session | undefined): AuthenticationMethod[] | undefined {
  const chosen = options.event?.methods;
  if (chosen === "absent") return undefined;
  if (chosen) return structuredClone([...chosen]);
  if (options.grant === "refresh_token") return session ? structuredClone(session.methods) : undefined;
  return session?.methods;
}
