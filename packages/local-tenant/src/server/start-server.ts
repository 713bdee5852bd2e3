import { LogDelivery } from "../auth0/log-streams/log-delivery";
import { postBatch } from "../auth0/log-streams/post-batch";
import { LoginEngine } from "../auth0/login";
import { clientProperties, clients } from "../auth0/login/well-known";
import { TenantPhone } from "../auth0/phone";
import { LocalTenant } from "../auth0/tenant";
import { UserStore } from "../auth0/users";
import { createConsoleApp } from "../console/console-app";
import { signedInPath } from "../control/browser/browser-help";
import { deployEnvironment, randomCredentials, type TenantCredentials } from "../credentials/credentials";
import { credentialsFile, removeCredentialsFile, writeCredentialsFile } from "../credentials/credentials-file";
import { ActionInstances, installedVersion, resolveFrom, resolveFromHere } from "../pipeline";
import { LocalTenantServer, type ServerParts } from "../running/local-tenant-server";
import { Changes } from "../support/changes";
import { AdjustableClock } from "../support/clock";
import { certificateAuthority } from "../tls/authority";
import { trustAuthority } from "../tls/trust";
import { createVerify, type Verify } from "../twilio";
import { type Listeners, listenOnPorts } from "./listen-on-ports";
import { localHost } from "./local-host";
import { defaultPorts } from "./ports";
import { seedTenant } from "./seed-tenant";
import type { ServerOptions } from "./server-options";
import { createTenantApp } from "./tenant-app";

/**
 * Starts a local tenant and a local Verify on 127.0.0.1 over HTTPS, and makes this process trust them.
 * Throws a `LocalTenantError` when a port is taken or a user is not complete; no port stays taken then.
 */
export async function startServer(options: ServerOptions): Promise<LocalTenantServer> {
  const { dir, credentials = randomCredentials(), warn = console.warn } = options;
  const clock = new AdjustableClock(options.clock);
  const changes = new Changes();
  const authority = await certificateAuthority({ dir });
  trustAuthority(authority.certificate);
  const verify = verifyFor(credentials, { clock, warn, changed: () => changes.tell("verify", "inbox") });
  const { management, verify: verifyPort } = defaultPorts;
  const listeners = await listenOnPorts({ management, verify: verifyPort, ...options.ports }, verify, authority);
  try {
    return serve(listeners, { ...options, credentials, warn }, { clock, changes, authority, verify });
  } catch (error) {
    await listeners.close();
    throw error;
  }
}

/** Puts a tenant behind the ports, and writes the file of its credentials. */
function serve(
  listeners: Listeners,
  options: ServerOptions & Required<Pick<ServerOptions, "credentials" | "warn">>,
  parts: Pick<ServerParts, "clock" | "changes" | "authority" | "verify">,
): LocalTenantServer {
  const { dir, credentials, warn } = options;
  const { port } = listeners.management;
  const auth0 = auth0At(localHost(port), options, parts.clock, parts.changes);
  seedTenant(auth0.tenant, credentials.client);
  const consoleUrl = listeners.console && `http://127.0.0.1:${listeners.console.port}/`;
  if (consoleUrl) letPeopleReturn(auth0.tenant, `${consoleUrl}${signedInPath}`);
  const streams = new LogDelivery(auth0.tenant, postBatch, warn);
  const file = credentialsFile(dir, port);
  const server = new LocalTenantServer({
    ...parts,
    ...auth0,
    streams,
    verifyUrl: `https://${localHost(listeners.verify.port)}`,
    consoleUrl,
    credentials,
    credentialsFile: file,
    async close() {
      // Before the port is free for a tenant that writes a file of the same name.
      removeCredentialsFile(file);
      streams.close();
      parts.verify.faults.clear();
      auth0.phone.reset();
      await listeners.close();
    },
  });
  const consoleApp = listeners.console && createConsoleApp(server, `127.0.0.1:${listeners.console.port}`);
  listeners.serve(createTenantApp(server, warn), consoleApp);
  writeCredentialsFile(file, deployEnvironment(credentials, parts.authority.bundleFile));
  return server;
}

/** A Verify with the one account and service of these credentials. */
function verifyFor(
  { verify: { account, serviceSid } }: TenantCredentials,
  options: { clock: AdjustableClock; warn(sentence: string): void; changed(): void },
): Verify {
  return createVerify({ ...options, accounts: [account], services: [{ sid: serviceSid, accountSid: account.sid }] });
}

/** A tenant, what runs its logins and what sends its messages. Its builds need the packages that its Actions declare. */
function auth0At(
  domain: string,
  { modules, actionTimeLimitMs: timeLimitMs, users }: ServerOptions,
  clock: AdjustableClock,
  changes: Changes,
) {
  const resolveDependency = modules === undefined ? resolveFromHere : resolveFrom(modules);
  const instances = new ActionInstances({ timeLimitMs, resolveDependency, clock });
  const tenant = new LocalTenant({
    domain,
    name: "sandbox",
    clock,
    build: { fails: (draft) => instances.checkDependencies(draft.dependencies).length > 0 },
    installedVersion: (name) => installedVersion(name, resolveDependency),
  });
  const phone = new TenantPhone({ tenant, instances, clock });
  const engine = new LoginEngine({ tenant, phone, clock, instances, changes, users: new UserStore(clock, users) });
  return { tenant, phone, engine };
}

/** The console is where a sign-in that began there ends, as if it were the application "Web". */
function letPeopleReturn({ clients: applications }: LocalTenant, callback: string): void {
  const { client_id } = clients.web!;
  const callbacks = [...clientProperties.callbacks, callback];
  applications.update(client_id, { properties: { ...clientProperties, callbacks } });
}
