import { LogDelivery } from "../auth0/log-streams/log-delivery";
import { postBatch } from "../auth0/log-streams/post-batch";
import { LoginEngine } from "../auth0/login";
import { clientProperties, clients } from "../auth0/login/well-known";
import { TenantPhone } from "../auth0/phone";
import type { BuildInput } from "../auth0/store/build";
import { LocalTenant } from "../auth0/tenant";
import { UserStore } from "../auth0/users";
import { createConsoleApp } from "../console/console-app";
import { signedInPath } from "../control/browser/browser-help";
import { deployEnvironment, randomCredentials } from "../credentials/credentials";
import { credentialsFile, removeCredentialsFile, writeCredentialsFile } from "../credentials/credentials-file";
import { ActionInstances, installedVersion, type ResolveDependency, resolveFrom, resolveFromHere } from "../pipeline";
import { LocalTenantServer, type LocalTenantServerOptions } from "../running/local-tenant-server";
import { Changes } from "../support/changes";
import { AdjustableClock } from "../support/clock";
import { certificateAuthority } from "../tls/authority";
import { trustAuthority } from "../tls/trust";
import { createVerify } from "../twilio";
import { listenOnPorts } from "./listen-on-ports";
import { localHost } from "./local-host";
import { defaultPorts } from "./ports";
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
  const instances = new ActionInstances({ timeLimitMs: options.actionTimeLimitMs, resolveDependency, clock });
  const tenant = tenantAt(localHost(ends.management.port), clock, instances, resolveDependency);
  seedTenant(tenant, credentials.client);
  const phone = new TenantPhone({ tenant, instances, clock });
  const users = new UserStore(clock, options.users);
  const engine = new LoginEngine({ tenant, phone, clock, instances, changes, users });
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

/** A tenant whose builds need the packages that its Actions declare. */
function tenantAt(
  domain: string,
  clock: AdjustableClock,
  instances: ActionInstances,
  resolveDependency: ResolveDependency,
): LocalTenant {
  return new LocalTenant({
    domain,
    name: "sandbox",
    clock,
    build: { fails: (draft: BuildInput) => instances.checkDependencies(draft.dependencies).length > 0 },
    installedVersion: (name) => installedVersion(name, resolveDependency),
  });
}

/** The console is where a sign-in that began there ends, as if it were the application "Web". */
function letPeopleReturn({ clients: applications }: LocalTenant, callback: string): void {
  const { client_id } = clients.web!;
  const callbacks = [...clientProperties.callbacks, callback];
  applications.update(client_id, { properties: { ...clientProperties, callbacks } });
}
