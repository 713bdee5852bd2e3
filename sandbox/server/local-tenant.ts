import { join } from "node:path";
import { type Login, LoginEngine, type LoginOptions, type LoginOutcome } from "../auth0/login";
import { createManagementApi } from "../auth0/management/app";
import { LocalTenant } from "../auth0/tenant";
import { type NewUser, UserStore } from "../auth0/users";
import { type Clock, systemClock } from "../clock";
import { type CertificateAuthority, certificateAuthority } from "../tls/authority";
import { trustAuthority } from "../tls/trust";
import { createVerify, SANDBOX_ACCOUNT, SANDBOX_SERVICE_SID, SENDING_KEY, type Verify } from "../twilio";
import { createControlApi } from "./control-api";
import { type Conversion, conversionOf } from "./conversion";
import { type FetchApp, listen } from "./listen";
import { type LoadedStack, StackLoader } from "./load-stack";
import { type Behaviour, type Mailboxes, Person } from "./person";
import { verifyPhoneSender } from "./phone-sender";
import { defaultPorts } from "./ports";
import { seedTenant } from "./seed-tenant";

export interface LocalTenantServerOptions {
  /** 0 takes a free one. Default: 8443 for the tenant, 8444 for Verify. */
  ports?: { management?: number; verify?: number };
  /** Folder of the certificate authority, made when it is missing. Default: `.cache/sandbox` in the current folder. */
  dir?: string;
  /** Default: the machine's. */
  clock?: Clock;
  /** Default: the seeded users. */
  users?: readonly NewUser[];
  /** Told, in a sentence, of requests that the tenant or Verify don't know. Default: `console.warn`. */
  warn?(sentence: string): void;
}

/** Where a running sandbox is, as the control API and the start page say it. */
export interface SandboxDescription {
  domain: string;
  managementUrl: string;
  verifyUrl: string;
  /** PEM of the authority that signed both servers' certificates. */
  caFile: string;
  /** The same with the system's roots, for `SSL_CERT_FILE`. */
  caBundleFile: string;
  /** Names of the Actions bound to post-login, in order. */
  actions: string[];
}

/** A local Auth0 tenant and a local Twilio Verify, listening. */
export class LocalTenantServer {
  private readonly loader: StackLoader;

  /** @internal Made by `startLocalTenant`. */
  constructor(
    readonly tenant: LocalTenant,
    readonly engine: LoginEngine,
    readonly verify: Verify,
    /** `https://localhost:<port>` of Verify: what `verifyOrigin` in the Actions' settings must be. */
    readonly verifyUrl: string,
    readonly authority: CertificateAuthority,
    private readonly close: () => Promise<void>,
  ) {
    this.loader = new StackLoader(tenant, verifyUrl);
  }

  describe(): SandboxDescription {
    const { tenant, verifyUrl, authority } = this;
    const actions = tenant.deployedActions("post-login").map(({ name }) => name);
    return {
      domain: tenant.domain,
      managementUrl: `https://${tenant.domain}`,
      verifyUrl,
      caFile: authority.certificateFile,
      caBundleFile: authority.bundleFile,
      actions,
    };
  }

  /** Loads a synthesised stack without Terraform; see `StackLoader.load`. Default variables: the local Verify's. */
  loadStack(output: string, stack: string, variables: Readonly<Record<string, string>> = verifyVariables): LoadedStack {
    return this.loader.load(output, stack, variables);
  }

  /** Begins a login; see `LoginEngine.startLogin`. */
  login(options: LoginOptions): Promise<Login> {
    return this.engine.startLogin(options);
  }

  /** Lets the login's person take it to its end: they read each code where it arrived, and type it in. */
  finish(login: Login, behaviour?: Behaviour): Promise<LoginOutcome> {
    const mailboxes: Mailboxes = {
      newestTo: (numbers) => this.verify.store.messages.findLast(({ to }) => numbers.includes(to))?.code,
      newestEmailTo: (address) => this.engine.mailbox.findLast(({ to }) => to === address)?.code,
    };
    return new Person(this.engine.users.get(login.userId), mailboxes, this.tenant.clock, behaviour).finish(login);
  }

  conversion(): Conversion {
    return conversionOf(this.verify);
  }

  /** Forgets logins, sessions, messages, faults and what logins changed about users. Deployed Actions stay, cold. */
  reset(): void {
    this.engine.reset();
    this.verify.reset();
  }

  /** Stops listening and drops every connection. */
  stop(): Promise<void> {
    return this.close();
  }
}

/** The stack's input variables with the local Verify's credentials, of either style. */
export const verifyVariables: Readonly<Record<string, string>> = {
  TWILIO_ACCOUNT_SID: SANDBOX_ACCOUNT.sid,
  TWILIO_AUTH_TOKEN: SANDBOX_ACCOUNT.authToken,
  TWILIO_VERIFY_SID: SANDBOX_SERVICE_SID,
};

/**
 * Starts a local tenant and a local Verify on 127.0.0.1 over HTTPS, and makes this process trust them.
 * Throws a `SandboxError` when a port is taken.
 */
export async function startLocalTenant(options: LocalTenantServerOptions = {}): Promise<LocalTenantServer> {
  const { clock = systemClock, dir = join(process.cwd(), ".cache", "sandbox"), warn = console.warn } = options;
  const ports = { ...defaultPorts, ...options.ports };
  const authority = await certificateAuthority({ dir });
  trustAuthority(authority.certificate);
  const verify = createVerify({ clock, warn });
  const tenant = new LocalTenant({ domain: "localhost", name: "sandbox", clock });
  seedTenant(tenant);

  const tls = { key: authority.leaf.key, cert: authority.leaf.certificate };
  const verifyServer = await listen(verify.app as FetchApp, { port: ports.verify, what: "Verify", tls });
  const verifyUrl = `https://localhost:${verifyServer.port}`;
  const phone = verifyPhoneSender({
    origin: verifyUrl,
    serviceSid: SANDBOX_SERVICE_SID,
    username: SENDING_KEY.sid,
    password: SENDING_KEY.secret,
    ca: authority.certificate,
  });
  const engine = new LoginEngine({ tenant, phone, clock, users: new UserStore(clock, options.users) });

  const server = new LocalTenantServer(tenant, engine, verify, verifyUrl, authority, async () => {
    verify.faults.clear();
    phone.close();
    await Promise.all([managementServer.close(), verifyServer.close()]);
  });
  const management = createManagementApi(tenant, { onRefused: warn });
  const control = createControlApi(server);
  const both: FetchApp = {
    fetch: (request) => (new URL(request.url).pathname.startsWith("/_sandbox") ? control : management).fetch(request),
  };
  const managementServer = await listen(both, { port: ports.management, what: "the tenant", tls }).catch(
    async (error) => {
      phone.close();
      await verifyServer.close();
      throw error;
    },
  );
  tenant.domain = `localhost:${managementServer.port}`;
  return server;
}
