import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalTenantServer, startLocalTenant, verifyVariables } from "../../sandbox/server";
import { secretNames } from "../../stacks/secrets";
import type { TenantConfig } from "../../stacks/tenant";
import { testProvider } from "../support/terraform-provider";

const ROOT = join(__dirname, "../..");
const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

// The first suite may have to download the provider.
jest.setTimeout(120_000);

let server: LocalTenantServer;
let folder: string;
let cliConfigFile: string;

interface DeployTest {
  config?: Partial<TenantConfig>;
  env?: Record<string, string>;
  confirmed?: boolean;
  rotateSecrets?: boolean;
}

/** Deploys in a process of its own, whose environment holds nothing but what is given. */
async function deploy({ config, env, confirmed = true, rotateSecrets = false }: DeployTest = {}) {
  const given = {
    outdir: join(folder, "cdktf.out"),
    config: { domain: server.tenant.domain, credentials: "auth-token", ...config },
    confirmed,
    rotateSecrets,
  };
  const args = ["scripts/run.mjs", "test/ops/support/deploy-entry.ts", JSON.stringify(given)];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: folder, TF_CLI_CONFIG_FILE: cliConfigFile, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const exit = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { exit, output };
}

function bound(): string[] {
  return server.tenant.bindings.list("post-login").map(({ actionId }) => server.tenant.actions.get(actionId).name);
}

function foreignAction(name: string): void {
  const { actions, bindings } = server.tenant;
  const trigger = { id: "post-login", version: "v3" };
  const { id } = actions.create({ name, trigger, code: "exports.onExecutePostLogin = async () => {};" });
  actions.deploy(id);
  bindings.append(id);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "deploy-"));
  ({ cliConfigFile } = await testProvider());
  server = await startLocalTenant({ ports: { management: 0, verify: 0 } });
});

afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

// The tests go on from each other: one local tenant and one state.
describe("npm run deploy, end to end", () => {
  it("leaves everything as it is when the person does not confirm", async () => {
    const { exit, output } = await deploy({ confirmed: false });
    expect(output).toContain("Plan: 5 to add, 0 to change, 0 to destroy.");
    expect(exit).toBe(5);
    expect(bound()).toEqual([]);
  });

  it("refuses when somebody's Actions are bound that are not listed, and says what to write", async () => {
    foreignAction("Risk check");
    const { exit, output } = await deploy();
    expect(exit).toBe(4);
    expect(output).toContain("  1. Risk check\n");
    expect(output).toContain('  before: ["Risk check"],\n');
    expect(output).not.toContain("    at ");
    expect(bound()).toEqual(["Risk check"]);
  });

  it("deploys to the running local tenant with its own credentials, whatever the caller's are", async () => {
    const env = { AUTH0_API_TOKEN: "of-another-tenant", TF_VAR_TWILIO_AUTH_TOKEN: "of-another-account" };
    const { exit, output } = await deploy({ config: { before: ["Risk check"] }, env });
    expect(output).toContain("Apply complete! Resources: 5 added, 0 changed, 0 destroyed.");
    expect(exit).toBe(0);
    expect(bound()).toEqual(["Risk check", ...OURS]);
    const secrets = secretNames("auth-token").map((name) => [name, verifyVariables[name]]);
    expect(server.tenant.deployedActions("post-login")[1]?.secrets).toEqual(Object.fromEntries(secrets));
    expect(output).not.toContain(verifyVariables.TWILIO_AUTH_TOKEN);
  });

  it("knows its own Actions by the state when they get other names, and does nothing the second time", async () => {
    const config = { before: ["Risk check"], actionNamePrefix: "Renamed" };
    expect(await deploy({ config })).toMatchObject({ exit: 0 });
    expect(bound()[1]).toBe("Renamed - passwordless");
    const second = await deploy({ config });
    expect(second.output).toContain("No changes.");
    expect(second.exit).toBe(0);
    expect(existsSync(join(folder, "cdktf.out/stacks/sandbox/deploy.tfplan"))).toBe(false);
  });

  it("sends the secrets again when told to", async () => {
    const versions = () => server.tenant.deployedActions("post-login").map(({ versionId }) => versionId);
    const [risk, , challenge] = versions();
    const config = { before: ["Risk check"], actionNamePrefix: "Renamed" };
    expect(await deploy({ config, rotateSecrets: true })).toMatchObject({ exit: 0 });
    const [, passwordless] = versions();
    expect(versions()).toEqual([risk, expect.any(String), challenge, expect.any(String)]);
    expect(readFileSync(join(folder, ".state/sandbox.tfstate"), "utf8")).toContain(passwordless);
  });

  it("passes on what Terraform says when the provider can't be had, and how to use a mirror", async () => {
    const empty = join(folder, "empty.tfrc");
    const path = JSON.stringify(join(folder, "empty"));
    mkdirSync(join(folder, "empty"));
    writeFileSync(empty, `provider_installation {\n  filesystem_mirror {\n    path = ${path}\n  }\n}\n`);
    const { exit, output } = await deploy({ config: { before: ["Risk check"] }, env: { TF_CLI_CONFIG_FILE: empty } });
    expect(exit).toBe(1);
    expect(output).toMatch(/provider\s+registry\.terraform\.io\/auth0\/auth0\s+was\s+not\s+found/);
    expect(output).toContain("terraform providers mirror");
  });
});
