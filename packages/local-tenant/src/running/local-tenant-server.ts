import type { LogDelivery } from "../auth0/log-streams/log-delivery";
import type { Login, LoginEngine, LoginOptions, LoginOutcome, PasswordResetRun, SentMessage } from "../auth0/login";
import { formatLog } from "../auth0/management/resources/logs/document";
import { OidcState } from "../auth0/oidc";
import type { MessageType, TenantPhone } from "../auth0/phone";
import type { LocalTenant } from "../auth0/tenant";
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
import type { AdjustableClock } from "../support/clock";
import type { CertificateAuthority } from "../tls/authority";
import type { Verify } from "../twilio";
import { type Conversion, conversionOf } from "../twilio/conversion";
import type { Behaviour } from "./behaviour";
import { DevReport } from "./dev-report";
import { HandMadeProvider } from "./hand-made-provider";
import type { LocalTenantDescription } from "./local-tenant-description";
import { ManagementSwitches } from "./management-switches";
import { type Mailboxes, Person } from "./person";

/** What a {@link LocalTenantServer} is made of. */
export type ServerParts = Pick<
  LocalTenantServer,
  | "tenant"
  | "engine"
  | "phone"
  | "streams"
  | "verify"
  | "verifyUrl"
  | "consoleUrl"
  | "changes"
  | "clock"
  | "authority"
  | "credentials"
  | "credentialsFile"
> & {
  /** Stops listening, and what is under way. */
  close(): Promise<void>;
};

/** A local Auth0 tenant and a local Twilio Verify, listening. */
export class LocalTenantServer {
  readonly tenant: LocalTenant;
  readonly engine: LoginEngine;
  /** Sends phone messages, and again where its Action asked for that. */
  readonly phone: TenantPhone;
  /** Sends the tenant log to the tenant's log streams. */
  readonly streams: LogDelivery;
  readonly verify: Verify;
  /** `https://localhost:<port>` (443 is left out) of Verify: what `verifyOrigin` in the Actions' settings must be. */
  readonly verifyUrl: string;
  /** `http://127.0.0.1:<port>/`; `undefined`: no console was asked for. */
  readonly consoleUrl: string | undefined;
  /** Tells what of the tenant changes. */
  readonly changes: Changes;
  /** The time of all of it. */
  readonly clock: AdjustableClock;
  readonly authority: CertificateAuthority;
  readonly credentials: TenantCredentials;
  /** Holds them while the tenant runs: 0600, lines of a shell; see `credentialsFile`. */
  readonly credentialsFile: string;
  /** Makes the Management API refuse, or build slowly or not at all. */
  readonly switches: ManagementSwitches;
  /** What sign-in remembers of browsers and applications. */
  readonly signIns: OidcState;
  /** What an edit loop did, where one runs. */
  readonly dev: DevReport;
  /** The same people's logins with and without the Actions that report. */
  readonly comparison: Comparison;
  readonly #loader: DocumentLoader;
  readonly #handMade: HandMadeProvider;
  readonly #close: () => Promise<void>;

  /** @internal Made by `startServer`. */
  constructor(parts: ServerParts) {
    this.tenant = parts.tenant;
    this.engine = parts.engine;
    this.phone = parts.phone;
    this.streams = parts.streams;
    this.verify = parts.verify;
    this.verifyUrl = parts.verifyUrl;
    this.consoleUrl = parts.consoleUrl;
    this.changes = parts.changes;
    this.clock = parts.clock;
    this.authority = parts.authority;
    this.credentials = parts.credentials;
    this.credentialsFile = parts.credentialsFile;
    this.#close = () => parts.close();
    this.dev = new DevReport(() => this.changes.tell("dev"));
    this.switches = new ManagementSwitches(this.tenant);
    this.signIns = new OidcState(this.tenant.clock);
    this.engine.onSessionRevoked = (sessionId) => this.signIns.revokeRefreshTokensOf(sessionId);
    this.#loader = new DocumentLoader(this.tenant, this.engine.instances);
    this.#handMade = new HandMadeProvider(this.tenant, this.verifyUrl, this.credentials.verify);
    this.#handMade.ensure();
    this.comparison = new Comparison(this, () => this.changes.tell("comparison"));
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
      loaded: [...new Set([...this.#loader.loadedIds, ...this.#handMade.replaceableIds])],
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
    const loaded = this.#loader.load(document);
    this.ensureSender();
    this.changes.tell("actions");
    return loaded;
  }

  /** Ids of the Actions and applications that sources brought. */
  get sourced(): { actions: readonly string[]; clients: readonly string[] } {
    return { actions: this.#loader.loadedIds, clients: this.#loader.loadedClientIds };
  }

  /** Creates a phone provider if there is no other one, and removes it if there is. */
  ensureSender(): void {
    this.#handMade.release();
    this.#handMade.ensure();
  }

  /**
   * Loads Actions of a document that was loaded before, and leaves alone what else it says; see `DocumentLoader.loadActions`.
   * Returns the names of those that got a new version.
   */
  loadActions(actions: readonly ActionDocument[], maps: readonly MappedCode[]): string[] {
    this.engine.instances.setSourceMaps(maps);
    const changed = this.#loader.loadActions(actions);
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
    this.#loader.releaseUnbound();
    this.#handMade.release();
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
    await this.#close();
  }
}
