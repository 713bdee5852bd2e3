import type { LogDelivery } from "../auth0/log-streams/log-delivery";
import type { Login, LoginEngine, LoginOptions, LoginOutcome, PasswordResetRun, SentMessage } from "../auth0/login";
import { formatLog } from "../auth0/management/resources/logs/document";
import { OidcState } from "../auth0/oidc";
import type { MessageType, TenantPhone } from "../auth0/phone";
import type { LocalTenant } from "../auth0/tenant";
import type { NewUser } from "../auth0/users";
import { Comparison } from "../comparison/comparison";
import { type TenantCredentials, verifyVariables } from "../credentials/credentials";
import { DocumentLoader, type LoadedDocument } from "../loading/load-document";
import {
  type LoadedStack,
  loadStack,
  readStackToLoad,
  type StackInputs,
  type StackToLoad,
} from "../loading/load-stack";
import type { MappedCode } from "../pipeline";
import type { ActionDocument, TenantDocument } from "../sources/document";
import type { Changes } from "../support/changes";
import type { AdjustableClock, Clock } from "../support/clock";
import type { CertificateAuthority } from "../tls/authority";
import type { Verify } from "../twilio";
import { type Conversion, conversionOf } from "../twilio/conversion";
import type { Behaviour } from "./behaviour";
import { DevReport } from "./dev-report";
import { HandMadeProvider } from "./hand-made-provider";
import type { LocalTenantDescription } from "./local-tenant-description";
import { ManagementSwitches } from "./management-switches";
import { type Mailboxes, Person } from "./person";

export interface LocalTenantServerOptions {
  /** 0 takes a free one. Default: 8443 for the tenant, 8444 for Verify, and no console. */
  ports?: { management?: number; verify?: number; console?: number };
  /** Folder of the certificate authority and of the credentials of what runs, made when it is missing. */
  dir: string;
  /** Default: random ones. */
  credentials?: TenantCredentials;
  /**
   * Milliseconds of real time that all Actions of a trigger have together until the next pause; `Infinity`: no limit.
   * Default: Auth0's 20 s.
   */
  actionTimeLimitMs?: number;
  /**
   * Folder whose `node_modules`, or those above it, hold the packages that Actions declare. Default: those above this
   * package.
   */
  modules?: string;
  /**
   * The time of the tenant, of Verify, and of `Date` in the code of Actions, until somebody moves it on. Default: the
   * machine's.
   */
  clock?: Clock;
  /** Default: the seeded users. */
  users?: readonly NewUser[];
  /** Called with one line for each request that the tenant or Verify don't know. Default: `console.warn`. */
  warn?(sentence: string): void;
}

/** A local Auth0 tenant and a local Twilio Verify, listening. */
export class LocalTenantServer {
  /** Makes the Management API refuse, or build slowly or not at all. */
  readonly switches: ManagementSwitches;
  /** What sign-in remembers of browsers and applications. */
  readonly signIns: OidcState;
  /** What an edit loop did, where one runs. */
  readonly dev: DevReport;
  /** The same people's logins with and without the Actions that report. */
  readonly comparison: Comparison;
  private readonly loader: DocumentLoader;
  private readonly handMade: HandMadeProvider;

  /** @internal Made by `startServer`. */
  constructor(
    readonly tenant: LocalTenant,
    readonly engine: LoginEngine,
    readonly verify: Verify,
    /** Sends the tenant log to the tenant's log streams. */
    readonly streams: LogDelivery,
    /** `https://localhost:<port>` (443 is left out) of Verify: what `verifyOrigin` in the Actions' settings must be. */
    readonly verifyUrl: string,
    /** `http://127.0.0.1:<port>/`; `undefined`: no console was asked for. */
    readonly consoleUrl: string | undefined,
    /** Tells what of the tenant changes. */
    readonly changes: Changes,
    readonly authority: CertificateAuthority,
    /** Sends phone messages, and again where its Action asked for that. */
    readonly phone: TenantPhone,
    readonly credentials: TenantCredentials,
    /** Holds them while the tenant runs: 0600, lines of a shell; see `credentialsFile`. */
    readonly credentialsFile: string,
    /** The time of all of it. */
    readonly clock: AdjustableClock,
    private readonly close: () => Promise<void>,
  ) {
    this.dev = new DevReport(() => changes.tell("dev"));
    this.switches = new ManagementSwitches(tenant);
    this.signIns = new OidcState(tenant.clock);
    engine.onSessionRevoked = (sessionId) => this.signIns.revokeRefreshTokensOf(sessionId);
    this.loader = new DocumentLoader(tenant, engine.instances);
    this.handMade = new HandMadeProvider(tenant, verifyUrl, credentials.verify);
    this.handMade.ensure();
    this.comparison = new Comparison(this, () => changes.tell("comparison"));
  }

  describe(): LocalTenantDescription {
    const { tenant, verifyUrl, consoleUrl, authority } = this;
    const actions = tenant.deployedActions("post-login").map(({ name }) => name);
    return {
      domain: tenant.domain,
      name: tenant.name,
      managementUrl: `https://${tenant.domain}`,
      verifyUrl,
      consoleUrl: consoleUrl ?? null,
      caFile: authority.certificateFile,
      caBundleFile: authority.bundleFile,
      actions,
      phoneProvider: tenant.deployedActions("custom-phone-provider")[0]?.name ?? null,
      loaded: [...new Set([...this.loader.loadedIds, ...this.handMade.replaceableIds])],
    };
  }

  /** The console's address with the token that opens it; for the user who started the tenant alone. */
  get consoleLink(): string | undefined {
    return this.consoleUrl && `${this.consoleUrl}#token=${this.credentials.controlToken}`;
  }

  /**
   * Loads what a source was read as; see `DocumentLoader.load`. A phone provider is made where the document has none. What an
   * Action throws names the lines of its source where `maps` has them.
   */
  load(document: TenantDocument, maps: readonly MappedCode[] = []): LoadedDocument {
    this.engine.instances.setSourceMaps(maps);
    const loaded = this.loader.load(document);
    this.ensureSender();
    this.changes.tell("actions");
    return loaded;
  }

  /** Ids of the Actions and applications that sources brought. */
  get sourced(): { actions: readonly string[]; clients: readonly string[] } {
    return { actions: this.loader.loadedIds, clients: this.loader.loadedClientIds };
  }

  /** Creates a phone provider if there is no other one, and removes it if there is. */
  ensureSender(): void {
    this.handMade.release();
    this.handMade.ensure();
  }

  /**
   * Loads Actions of a document that was loaded before, and leaves alone what else it says; see `DocumentLoader.loadActions`.
   * Returns the names of those that got a new version.
   */
  loadActions(actions: readonly ActionDocument[], maps: readonly MappedCode[]): string[] {
    this.engine.instances.setSourceMaps(maps);
    const changed = this.loader.loadActions(actions);
    this.changes.tell("actions");
    return changed;
  }

  /** Reads a synthesised stack from `<output>/stacks/<stack>`; see `readStackToLoad`. Default variables: the local Verify's. */
  readStack(output: string, stack: string, inputs: Partial<StackInputs> = {}): StackToLoad {
    return readStackToLoad(output, stack, { variables: verifyVariables(this.credentials.verify), ...inputs });
  }

  /** The same, loaded. */
  loadStack(output: string, stack: string, inputs: Partial<StackInputs> = {}): LoadedStack {
    return loadStack(this.readStack(output, stack, inputs), (document, maps) => this.load(document, maps));
  }

  /** To be called after the Management API changed a trigger's bindings; see `DocumentLoader.releaseUnbound`. */
  bindingsChanged(): void {
    this.loader.releaseUnbound();
    this.handMade.release();
  }

  /** Sends one of the tenant's messages to a user's phone; see `LoginEngine.sendMessage`. */
  sendMessage(user: string, messageType: MessageType, channel?: "sms" | "voice"): Promise<SentMessage> {
    return this.engine.sendMessage(user, messageType, channel);
  }

  /** Lets a user reset their password by phone; they type in the code that arrives, or `code`. See `LoginEngine.resetPassword`. */
  resetPassword(user: string, channel: "sms" | "voice" = "sms", code?: string): Promise<PasswordResetRun> {
    const read = () => code ?? this.verify.store.messages.at(-1)?.code ?? "";
    return this.engine.resetPassword(user, channel, read);
  }

  /** The tenant log as the platform writes it, oldest first. */
  logDocuments(): ReturnType<typeof formatLog>[] {
    return this.tenant.logs.list().map((entry) => formatLog(entry, this.tenant));
  }

  /** Begins a login; see `LoginEngine.startLogin`. */
  login(options: LoginOptions): Promise<Login> {
    return this.engine.startLogin(options);
  }

  /** Lets the login's person take it to its end: they read each code where it arrived, and type it in. */
  finish(login: Login, behaviour?: Behaviour): Promise<LoginOutcome> {
    const mailboxes: Mailboxes = {
      newestTo: (numbers, since) =>
        this.verify.store.messages.findLast(({ to, at }) => at >= since && numbers.includes(to))?.code,
      newestEmailTo: (address, since) =>
        this.engine.mailbox.findLast(({ to, at }) => at >= since && to === address)?.code,
    };
    return new Person(this.engine.users.get(login.userId), mailboxes, this.tenant.clock, behaviour).finish(login);
  }

  conversion(): Conversion {
    return conversionOf(this.verify.store.attempts);
  }

  /** Forgets logins, sessions, messages, faults, switches and what logins changed about users. Actions stay, cold. */
  reset(): void {
    this.switches.reset();
    this.streams.faults.clear();
    this.engine.reset();
    this.signIns.reset();
    this.phone.reset();
    this.verify.reset();
    this.changes.tell("logins", "inbox", "verify", "users", "faults");
  }

  /** Stops listening and drops every connection. */
  async stop(): Promise<void> {
    await this.comparison.cancel();
    await this.close();
  }
}
