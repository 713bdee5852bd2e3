/// <reference lib="esnext.disposable" preserve="true" />
import type { Login } from "../auth0/login/login";
import type { LoginOptions } from "../auth0/login/options";
import type { LoginOutcome } from "../auth0/login/types";
import type { NewUser, User } from "../auth0/users/types";
import { testEnvironment } from "../credentials/test-environment";
import type { Behaviour } from "../running/behaviour";
import type { LocalTenantServer } from "../server";
import type { Conversion } from "../twilio/conversion";
import type { Faults } from "../twilio/faults";
import { Inbox } from "./inbox";
import { type FinishedLogin, LocalLogin } from "./local-login";
import type { Source } from "./source";

/** The users of a tenant. */
export interface TenantUsers {
  all(): User[];
  /** By handle or `user_id`. Throws, naming the handles there are. */
  get(handleOrId: string): User;
  /** Adds a user, or replaces the one with the same handle. */
  add(user: NewUser): User;
}

/** What Auth0's SDKs take to call the Management API: `new ManagementClient(tenant.management)`. */
export interface ManagementCredentials {
  domain: string;
  clientId: string;
  clientSecret: string;
  audience: string;
}

/** An entry of the tenant log, as Auth0's log streams send it. */
export interface LogRecord {
  /** ISO 8601. */
  date: string;
  /** `s`, `fp`, `gd_auth_succeed`, … */
  type: string;
  description: string;
  /** What Auth0 publishes for the type. */
  [field: string]: unknown;
}

/** The local Twilio Verify. */
export interface LocalVerify {
  /** What takes the place of `https://verify.twilio.com`; for Twilio's SDK: `client.verify.baseUrl = tenant.verify.url`. */
  url: string;
  accountSid: string;
  authToken: string;
  serviceSid: string;
  /** How many of the codes sent were reported as used. */
  conversion(): Conversion;
  /** What goes wrong with requests, until it is cleared: `faults.set("verification/create", { kind: "hang" })`. */
  faults: Faults;
}

/** The certificate authority of both servers. This process trusts it; others take one of the files. */
export interface TenantAuthority {
  /** PEM. */
  certificate: string;
  /** The same in a file, for `NODE_EXTRA_CA_CERTS`. */
  file: string;
  /** With the system's roots, for `SSL_CERT_FILE`. */
  bundleFile: string;
}

/** A local Auth0 tenant and a local Twilio Verify that listen on 127.0.0.1, made by `startLocalTenant`. */
export class RunningTenant implements AsyncDisposable {
  /** `https://localhost:<port>`: the issuer without its slash, and where the Management API is. */
  readonly url: string;
  readonly management: ManagementCredentials;
  readonly verify: LocalVerify;
  /** What programs in other processes steer the tenant with, by the bearer token. */
  readonly control: { url: string; token: string };
  readonly authority: TenantAuthority;
  /** Opens the console in a browser of this machine; holds its token. `undefined`: `ports.console` was not given. */
  readonly consoleLink: string | undefined;
  /** Variables with which a program in another process finds both servers, signs in to them and trusts them. */
  readonly environment: Readonly<Record<string, string>>;
  /** What arrived at the users' phones and e-mail addresses. */
  readonly inbox: Inbox;
  readonly users: TenantUsers;
  readonly #server: LocalTenantServer;
  readonly #load: (source: Source) => void;
  #stopped: Promise<void> | undefined;

  /** @internal Made by `startLocalTenant`. */
  constructor(server: LocalTenantServer, load: (source: Source) => void) {
    const { tenant, engine, verify, verifyUrl, authority, credentials } = server;
    const { account, serviceSid } = credentials.verify;
    this.#server = server;
    this.#load = load;
    this.url = `https://${tenant.domain}`;
    this.management = { domain: tenant.domain, audience: tenant.audience, ...credentials.client };
    this.verify = {
      ...{ url: verifyUrl, accountSid: account.sid, authToken: account.authToken, serviceSid },
      conversion: () => server.conversion(),
      faults: verify.faults,
    };
    this.control = { url: `${this.url}/_sandbox`, token: credentials.controlToken };
    const { certificate, certificateFile: file, bundleFile } = authority;
    this.authority = { certificate, file, bundleFile };
    this.consoleLink = server.consoleLink;
    this.environment = testEnvironment(server);
    this.inbox = new Inbox(verify.store, engine.mailbox);
    this.users = engine.users;
  }

  /**
   * Begins a login and takes it as far as it goes without its user: to a code to type in, an MFA prompt, or its end. Rejects
   * for an unknown user, and for options that don't go together.
   */
  async startLogin(options: LoginOptions): Promise<LocalLogin> {
    const login = await this.#server.login(options);
    return new LocalLogin(login, (begun, behaviour) => this.#finish(begun, behaviour));
  }

  /** Logs a user in to the end: they read each code where it arrives and type it in, unless `behaviour` says otherwise. */
  async login(options: LoginOptions, behaviour?: Behaviour): Promise<FinishedLogin> {
    const login = await this.startLogin(options);
    await login.finish(behaviour);
    return login as FinishedLogin;
  }

  /** The tenant log under Auth0's names, oldest first. */
  logs(): LogRecord[] {
    return this.#server.logDocuments();
  }

  /**
   * Loads a source in place of the one before; of its Actions those that changed are deployed. Throws a `LocalTenantError` that
   * names the file, or the Action, and what to do.
   */
  load(source: Source): void {
    this.#load(source);
  }

  /** Forgets logins, sessions, messages, faults, and what logins changed about users. Actions stay, and start cold. */
  reset(): void {
    this.#server.reset();
  }

  /** Stops listening and drops every connection. Once is enough. */
  stop(): Promise<void> {
    this.#stopped ??= this.#server.stop();
    return this.#stopped;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #finish(login: Login, behaviour?: Behaviour): Promise<LoginOutcome> {
    const outcome = await this.#server.finish(login, behaviour);
    this.inbox.markRead();
    return outcome;
  }
}
