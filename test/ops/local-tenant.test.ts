import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadedActionIds } from "../../ops/auth0/local-tenant";
import { environmentOf } from "../../ops/terraform/tenant-environment";
import { deployEnvironment, type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import { freePorts } from "../../packages/local-tenant/test/support/free-ports";
import { repoRoot } from "../../stacks/repo-root";
import { defineTenants } from "../../stacks/tenant";
import { type Promotion, startPromotion } from "./support/promotion";

// The folder in which the verbs look for local tenants.
const dir = join(repoRoot, ".cache", "sandbox");
const start = () => startServer({ ports: { management: 0, verify: 0 }, dir, warn: () => {} });

const tenantOn = (domain: string) => defineTenants({ local: { domain, credentials: "auth-token" } }).local;
const environmentAt = (domain: string, caller = {}) => environmentOf("local", tenantOn(domain), caller, {});

let servers: [LocalTenantServer, LocalTenantServer];
let promotion: Promotion;
beforeAll(async () => {
  [servers, promotion] = await Promise.all([Promise.all([start(), start()]), startPromotion()]);
});
afterAll(async () => {
  await Promise.all([...servers.map((server) => server.stop()), promotion.stop()]);
});

it("takes the credentials of the tenant on that port, whatever the caller's shell holds", async () => {
  for (const { tenant, credentials, authority } of servers) {
    const caller = {
      AUTH0_CLIENT_ID: "real",
      AUTH0_API_TOKEN: "real",
      TF_VAR_TWILIO_AUTH_TOKEN: "real",
      LOCAL_TENANT_TOKEN: "x",
    };
    expect(await environmentAt(tenant.domain, { ...caller, PATH: "/bin" })).toEqual({
      PATH: "/bin",
      ...deployEnvironment(credentials, authority.bundleFile),
      SSL_CERT_FILE: authority.bundleFile,
    });
  }
});

it("runs verbs against either of two tenants, with nothing given", async () => {
  for (const { tenant } of servers) {
    promotion.configs.local = { domain: tenant.domain, credentials: "auth-token" };
    expect(await promotion.run("logs", "local")).toMatchObject({ exit: 0 });
  }
});

it("asks the tenant which Actions it stands in for with the token, and says so when it is another's", async () => {
  const [one, other] = servers;
  const env = await environmentAt(one.tenant.domain);
  expect(await loadedActionIds(one.tenant, env)).toEqual(one.describe().loaded);
  await expect(loadedActionIds(other.tenant, env)).rejects.toThrow(/does not accept the credentials/);
});

it("says how to start a tenant that was killed and left its file, and one whose file is another's", async () => {
  const port = await freePorts();
  const stale = join(dir, `credentials-${port}.env`);
  writeFileSync(stale, "LOCAL_TENANT_TOKEN='of-a-tenant-that-was-killed'\n", { mode: 0o600 });
  await expect(environmentAt(`localhost:${port}`)).rejects.toMatchObject({
    exitCode: 3,
    message: `The local tenant is not running on localhost:${port}.\nStart it in another terminal and leave it running: npm start`,
  });
  rmSync(stale);
  const third = await start();
  rmSync(third.credentialsFile);
  await expect(environmentAt(third.tenant.domain)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/started from another folder, or they were removed\.\nStop it, then: npm start$/),
  });
  await third.stop();
});
