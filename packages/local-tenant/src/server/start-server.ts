import { LogDelivery } from "../auth0/log-streams/log-delivery";
import { LoginEngine } from "../auth0/login";
import { TenantPhone } from "../auth0/phone";
import type { BuildInput } from "../auth0/store/build";
import { LocalTenant } from "../auth0/tenant";
import { UserStore } from "../auth0/users";
import { systemClock } from "../clock";
import { ActionInstances, installedVersion, resolveFrom, resolveFromHere } from "../pipeline";
import { type CertificateAuthority, certificateAuthority } from "../tls/authority";
import { trustAuthority } from "../tls/trust";
import { createVerify, type Verify } from "../twilio";
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
  const { clock = systemClock, dir, warn = console.warn } = options;
  const authority = await certificateAuthority({ dir });
  trustAuthority(authority.certificate);
  const { credentials = randomCredentials() } = options;
  const { account, serviceSid } = credentials.verify;
  const services = [{ sid: serviceSid, accountSid: account.sid }];
  const verify = createVerify({ clock, warn, accounts: [account], services });
  const ends = await listenOnBothPorts({ ...defaultPorts, ...options.ports }, verify, authority);
  const verifyUrl = `https://${localHost(ends.verify.port)}`;

  const resolveDependency = options.modules === undefined ? resolveFromHere : resolveFrom(options.modules);
  const instances = new ActionInstances({
    timeLimitMs: options.actionTimeLimitMs,
    resolveDependency,
    ...(options.actionsFollowClock && { clock }),
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
  const engine = new LoginEngine({ tenant, phone, clock, instances, users: new UserStore(clock, options.users) });
  const streams = new LogDelivery(tenant, postBatch, warn);
  const file = credentialsFile(dir, ends.management.port);
  const close = async () => {
    // Before the port is free for a tenant that writes a file of the same name.
    removeCredentialsFile(file);
    streams.close();
    verify.faults.clear();
    phone.reset();
    await Promise.all([ends.management.close(), ends.verify.close()]);
  };
  const server = new LocalTenantServer(
    tenant,
    engine,
    verify,
    streams,
    verifyUrl,
    authority,
    phone,
    credentials,
    file,
    close,
  );
  ends.serve(createTenantApp(server, warn));
  writeCredentialsFile(file, dir, deployEnvironment(credentials, authority.bundleFile));
  return server;
}

interface Listeners {
  management: Listening;
  verify: Listening;
  /** Says what answers on the tenant's port; before, it answers 503. */
  serve(app: FetchApp): void;
}

/** Takes both ports before anything is built on them, the tenant's first. */
async function listenOnBothPorts(
  ports: { management: number; verify: number },
  verify: Verify,
  { leaf }: CertificateAuthority,
): Promise<Listeners> {
  const tls = { key: leaf.key, cert: leaf.certificate };
  let tenantApp: FetchApp | undefined;
  const starting: FetchApp = {
    fetch: (request, env) => tenantApp?.fetch(request, env) ?? new Response("starting", { status: 503 }),
  };
  const management = await listen(starting, { port: ports.management, what: "the tenant", tls });
  try {
    const verifyEnd = await listen(verify.app as FetchApp, { port: ports.verify, what: "Verify", tls });
    return { management, verify: verifyEnd, serve: (app) => (tenantApp = app) };
  } catch (error) {
    await management.close();
    throw error;
  }
}
