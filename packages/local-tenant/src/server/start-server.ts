import { LogDelivery } from "../auth0/log-streams/log-delivery";
import { LoginEngine } from "../auth0/login";
import { clientProperties, clients } from "../auth0/login/well-known";
import { TenantPhone } from "../auth0/phone";
import type { BuildInput } from "../auth0/store/build";
import { LocalTenant } from "../auth0/tenant";
import { UserStore } from "../auth0/users";
import { Changes } from "../changes";
import { AdjustableClock } from "../clock";
import { createConsoleApp } from "../console/console-app";
import { ActionInstances, installedVersion, resolveFrom, resolveFromHere } from "../pipeline";
import { type CertificateAuthority, certificateAuthority } from "../tls/authority";
import { trustAuthority } from "../tls/trust";
import { createVerify, type Verify } from "../twilio";
import { signedInPath } from "./browser-help";
import { deployEnvironment, randomCredentials } from "./credentials";
import { credentialsFile, removeCredentialsFile, writeCredentialsFile } from "./credentials-file";
import { type FetchApp, type Listening, listen } from "./listen";
import { localHost } from "./local-host";
import { LocalTenantServer, type LocalTenantServerOptions } from "./local-tenant";
import { defaultPorts } from "./ports";
import { postBatch } from "./post-batch";
import { seedTenant } from "./seed-tenant";
import { createTenantApp } from "./tenant-app";

/**
 * Starts a local tenant and a local Verify on 127.0.0.1 over HTTPS, and makes this process trust them.
 * Throws a `LocalTenantError` when a port is taken.
 */
export async function startServer(options: LocalTenantServerOptions): Promise<LocalTenantServer> {
  const { dir, warn = console.warn } = options;
  const clock = new AdjustableClock(options.clock);
  const authority = await certificateAuthority({ dir });
  trustAuthority(authority.certificate);
  const { credentials = randomCredentials() } = options;
  const { account, serviceSid } = credentials.verify;
  const services = [{ sid: serviceSid, accountSid: account.sid }];
  const changes = new Changes();
  const changed = () => changes.tell("verify", "inbox");
  const verify = createVerify({ clock, warn, accounts: [account], services, changed });
  const { management, verify: verifyPort } = defaultPorts;
  const ends = await listenOnPorts({ management, verify: verifyPort, ...options.ports }, verify, authority);
  const verifyUrl = `https://${localHost(ends.verify.port)}`;

  const resolveDependency = options.modules === undefined ? resolveFromHere : resolveFrom(options.modules);
  const instances = new ActionInstances({
    timeLimitMs: options.actionTimeLimitMs,
    resolveDependency,
    clock,
  });
  const build = { fails: (draft: BuildInput) => instances.checkDependencies(draft.dependencies).length > 0 };
  const tenant = new LocalTenant({
    domain: localHost(ends.management.port),
    name: "sandbox",
    clock,
    build,
    installedVersion: (name) => installedVersion(name, resolveDependency),
  });
  seedTenant(tenant, credentials.client);
  const phone = new TenantPhone({ tenant, instances, clock });
  const engine = new LoginEngine({
    tenant,
    phone,
    clock,
    instances,
    changes,
    users: new UserStore(clock, options.users),
  });
  const consoleUrl = ends.console && `http://127.0.0.1:${ends.console.port}/`;
  if (consoleUrl) letPeopleReturn(tenant, `${consoleUrl}${signedInPath}`);
  const streams = new LogDelivery(tenant, postBatch, warn);
  const file = credentialsFile(dir, ends.management.port);
  const close = async () => {
    // Before the port is free for a tenant that writes a file of the same name.
    removeCredentialsFile(file);
    streams.close();
    verify.faults.clear();
    phone.reset();
    await Promise.all([ends.management.close(), ends.verify.close(), ends.console?.close()]);
  };
  const server = new LocalTenantServer(
    tenant,
    engine,
    verify,
    streams,
    verifyUrl,
    consoleUrl,
    changes,
    authority,
    phone,
    credentials,
    file,
    clock,
    close,
  );
  try {
    const consoleApp = ends.console && createConsoleApp(server, `127.0.0.1:${ends.console.port}`);
    ends.serve(createTenantApp(server, warn), consoleApp);
  } catch (error) {
    await close();
    throw error;
  }
  writeCredentialsFile(file, dir, deployEnvironment(credentials, authority.bundleFile));
  return server;
}

/** The console is where a sign-in that began there ends, as if it were the application "Web". */
function letPeopleReturn({ clients: applications }: LocalTenant, callback: string): void {
  const { client_id } = clients.web!;
  const callbacks = [...clientProperties.callbacks, callback];
  applications.update(client_id, { properties: { ...clientProperties, callbacks } });
}

interface Listeners {
  management: Listening;
  verify: Listening;
  /** `undefined`: no console was asked for. */
  console: Listening | undefined;
  /** Says what answers on the tenant's port and on the console's; before, they answer 503. */
  serve(tenant: FetchApp, console: FetchApp | undefined): void;
}

/** Takes all ports before anything is built on them, the tenant's first. */
async function listenOnPorts(
  ports: { management: number; verify: number; console?: number },
  verify: Verify,
  { leaf }: CertificateAuthority,
): Promise<Listeners> {
  const tls = { key: leaf.key, cert: leaf.certificate };
  const tenantApp = new LateApp();
  const consoleApp = new LateApp();
  const open: Listening[] = [];
  const take = async (...arguments_: Parameters<typeof listen>) => {
    const listening = await listen(...arguments_);
    open.push(listening);
    return listening;
  };
  try {
    return {
      management: await take(tenantApp, { port: ports.management, what: "the tenant", tls }),
      verify: await take(verify.app as FetchApp, { port: ports.verify, what: "Verify", tls }),
      console:
        ports.console === undefined ? undefined : await take(consoleApp, { port: ports.console, what: "the console" }),
      serve: (tenant, console) => {
        tenantApp.app = tenant;
        consoleApp.app = console;
      },
    };
  } catch (error) {
    for (const listening of open) await listening.close();
    throw error;
  }
}

/** Answers 503 until it is there. */
class LateApp implements FetchApp {
  app: FetchApp | undefined;

  fetch(request: Request, env?: unknown): Response | Promise<Response> {
    return this.app?.fetch(request, env) ?? new Response("starting", { status: 503 });
  }
}
