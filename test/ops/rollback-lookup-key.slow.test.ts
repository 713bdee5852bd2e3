import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import { credentials } from "../../packages/local-tenant/test/support/fixed-credentials";
import { testProvider } from "../support/terraform-provider";
import { endedWith } from "./support/ended-with";
import { type GitRepository, gitRepository } from "./support/git-repository";

const MFA = "Verify feedback - MFA";
const CLIENT = "Verify feedback - look-up";

let scratch: string;
let repository: GitRepository;
let server: LocalTenantServer;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "rollback-lookup-key-")));
  repository = gitRepository(join(scratch, "repository"));
  env = { TF_CLI_CONFIG_FILE: (await testProvider()).cliConfigFile };
  const dir = join(repository.root, ".cache", "sandbox");
  server = await startServer({ credentials, ports: { management: 0, verify: 0 }, dir });
});
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
});

/** Has the tenant's public key committed, as that of a tenant which is not on this machine. */
function commitPublicKeys(): void {
  replace("stacks/lookup/key-files.ts", "const folder = isLoopback(tenant)", "const folder = false");
  replace("stacks/lookup/tenant-keys.ts", "if (isLoopback(tenant)) makeKeyPair(files);", "");
}

function replace(path: string, from: string, to: string): void {
  const file = join(repository.root, path);
  const text = readFileSync(file, "utf8");
  const replaced = text.replace(from, to);
  if (replaced === text) throw new Error(`${path} has no ${from}`);
  writeFileSync(file, replaced);
}

function writeTenants(deadlineMs: number): void {
  const verifyOrigin = server.verifyUrl;
  const mfaFeedback = { verifyOrigin, deadlineMs, enrolledNumber: "lookup" as const };
  const settings = { passwordlessFeedback: { verifyOrigin }, mfaFeedback };
  repository.writeTenants({ dev: { domain: server.tenant.domain, credentials: "auth-token", settings } });
}

function commit(subject: string): void {
  repository.git("add", "lookup-keys");
  repository.commit(subject);
}

const run = async (...args: string[]) => endedWith(0, await repository.run(args, env));
const mfaFeedback = () => server.tenant.deployedActions("post-login").find(({ name }) => name === MFA)!;

function keyIds(): string[] {
  const { clients, clientCredentials } = server.tenant;
  const { clientId } = clients.list().find(({ name }) => name === CLIENT)!;
  return clientCredentials.list(clientId).map(({ kid }) => kid);
}

it("goes back to a commit and to an artefact from before the look-up key was replaced, and keeps the new key", async () => {
  commitPublicKeys();
  writeTenants(2500);
  await run("lookup-key", "dev");
  commit("First");
  const artefact = join(scratch, "artefact");
  await run("artefact", artefact);
  await run("deploy", "dev", "--yes");
  const [first, firstKeys] = [mfaFeedback(), keyIds()];

  writeTenants(2300);
  await run("deploy", "dev", "--yes");
  await run("rotate", "dev", "--lookup-key", "--yes");
  commit("Another key");
  const [keys, { secrets }] = [keyIds(), mfaFeedback()];
  expect(keys).not.toEqual(firstKeys);

  for (const target of [
    ["--commit", "HEAD~1"],
    ["--artefact", artefact],
  ]) {
    expect(mfaFeedback().code).not.toBe(first.code);
    await run("rollback", "dev", "--yes", ...target);
    expect(mfaFeedback().code).toBe(first.code);
    expect(mfaFeedback().secrets).toEqual(secrets);
    expect(keyIds()).toEqual(keys);
    await run("deploy", "dev", "--yes");
  }
});
