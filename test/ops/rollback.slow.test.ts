import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import { credentials, verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { testProvider } from "../support/terraform-provider";
import { type GitRepository, gitRepository } from "./support/git-repository";
import { addAction, claims } from "./support/hand-made";

let scratch: string;
let repository: GitRepository;
let server: LocalTenantServer;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "rollback-")));
  const temporary = join(scratch, "tmp");
  mkdirSync(temporary);
  repository = gitRepository(join(scratch, "repository"));
  env = { TF_CLI_CONFIG_FILE: (await testProvider()).cliConfigFile, TMPDIR: temporary };
  const dir = join(repository.root, ".cache", "sandbox");
  server = await startServer({ credentials, ports: { management: 0, verify: 0 }, dir });
});
afterAll(async () => {
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function tenant(deadlineMs: number): TenantConfig {
  const verifyOrigin = server.verifyUrl;
  const settings = { passwordlessFeedback: { verifyOrigin }, mfaFeedback: { verifyOrigin, deadlineMs } };
  return { domain: server.tenant.domain, credentials: "auth-token", settings };
}

/** The number that stands for the secrets in the state. */
function secretsVersion(): number {
  const state = JSON.parse(readFileSync(join(repository.root, ".state", "dev.tfstate"), "utf8"));
  const found = state.resources.find(({ name }: { name: string }) => name === "secrets_version");
  return found.instances[0].attributes.output.value;
}

const code = () => server.tenant.deployedActions("post-login").map((action) => action.code);
const run = (args: string[], more: NodeJS.ProcessEnv = {}) => repository.run(args, { ...env, ...more });

// The tests go on from each other: one repository, one local tenant, one state.
describe("npm run rollback", () => {
  let first: string;
  let clean: string;
  let firstCode: string[];

  it("an artefact of a commit says which, and whether the files are those of the commit", async () => {
    repository.writeTenants({ dev: tenant(2500) });
    first = repository.commit("First");
    clean = join(scratch, "clean");
    const dirty = join(scratch, "dirty");
    expect(await run(["artefact", clean])).toMatchObject({ exit: 0 });
    const source = (folder: string) => JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).source;
    expect(source(clean)).toEqual({ commit: first, dirty: false });
    writeFileSync(join(repository.root, "actions", "lib", "new.ts"), "export {};\n");
    expect(await run(["artefact", dirty])).toMatchObject({ exit: 0 });
    expect(source(dirty)).toEqual({ commit: first, dirty: true });
    rmSync(join(repository.root, "actions", "lib", "new.ts"));
  });

  it("deploys an Action and settings of two commits, one after the other", async () => {
    const dev = await run(["deploy", "dev", "--yes"]);
    expect(dev.stderr).not.toContain("    at ");
    expect(dev.exit).toBe(0);
    firstCode = code();

    repository.writeTenants({ dev: tenant(2300) });
    const file = join(repository.root, "actions", "mfa-challenge.ts");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll('"passed:exempt"', '"passed:exempt-login"'));
    repository.commit("Second");
    expect(await run(["deploy", "dev", "--yes"])).toMatchObject({ exit: 0 });
    expect(code()[1]).toContain("passed:exempt-login");
  });

  it("brings back what the commit said, shows the difference first, and keeps the secrets", async () => {
    const sent = secretsVersion();
    const { exit, stdout } = await run(["rollback", "dev", "--yes", "--commit", "HEAD~1"]);
    expect(stdout).toMatch(/^Back to commit [0-9a-f]+ of \d{4}-\d\d-\d\d: First\n/);
    expect(stdout).toMatch(/-.*passed:exempt-login/);
    expect(exit).toBe(0);
    expect(code()).toEqual(firstCode);
    const { secrets } = server.tenant.deployedActions("post-login")[0]!;
    expect(secrets.TWILIO_AUTH_TOKEN).toBe(verifyVariables.TWILIO_AUTH_TOKEN);
    expect(secretsVersion()).toBe(sent);
  });

  it("leaves nothing to do for Terraform, and no trace in the repository or beside it", async () => {
    const again = await run(["rollback", "dev", "--yes", "--commit", first]);
    expect(again.stdout).toContain("Nothing to do");
    expect(again.exit).toBe(0);
    expect(repository.git("status", "--porcelain", "--untracked-files=no")).toBe("");
    expect(repository.git("worktree", "list").split("\n")).toHaveLength(1);
    expect(readdirSync(join(scratch, "tmp"))).toEqual([]);
    expect(readdirSync(repository.root).filter((name) => name.startsWith("cdktf.out-"))).toEqual([]);
  });

  it("brings back an artefact just as well", async () => {
    expect(await run(["deploy", "dev", "--yes"])).toMatchObject({ exit: 0 });
    expect(code()).not.toEqual(firstCode);
    const { exit, stdout } = await run(["rollback", "dev", "--yes", "--artefact", clean]);
    expect(stdout).toMatch(/deadlineMs +2300 → 2500/);
    expect(exit).toBe(0);
    expect(code()).toEqual(firstCode);
    expect(await run(["plan", "dev", "--artefact", clean])).toMatchObject({ exit: 0 });
  });

  it("says that an artefact has its own tenants.ts, where an Action of others was listed since", async () => {
    const id = addAction(server, claims);
    repository.writeTenants({ dev: { ...tenant(2300), after: [claims.name] } });
    const { exit, stderr } = await run(["rollback", "dev", "--yes", "--artefact", clean]);
    server.tenant.actions.delete(id, true);
    repository.writeTenants({ dev: tenant(2300) });
    expect(stderr).toMatch(/The artefact in \S+ holds tenants\.ts as it was then, .*npm run artefact -- <folder>/);
    expect(exit).toBe(4);
  });

  it("goes on when it failed half way: the same command once more", async () => {
    expect(await run(["deploy", "dev", "--yes"])).toMatchObject({ exit: 0 });
    server.tenant.actions.build.fails = ({ name }) => name.endsWith("challenge");
    const failed = await run(["rollback", "dev", "--yes", "--artefact", clean]);
    server.tenant.actions.build.fails = () => false;
    expect(failed.stdout).toContain(`npm run rollback -- dev --artefact ${clean}`);
    expect(failed.exit).toBe(1);
    expect(existsSync(join(clean, "verified", "dev.json"))).toBe(false);

    const again = await run(["rollback", "dev", "--yes", "--json", "--artefact", clean]);
    expect(JSON.parse(again.stdout)).toMatchObject({ verified: true });
    expect(again.exit).toBe(0);
    expect(code()).toEqual(firstCode);
    expect(existsSync(join(clean, "verified", "dev.json"))).toBe(true);
  });

  it("installs what the commit's own lock says where that is another, without the caller's secrets", async () => {
    const lock = join(repository.root, "package-lock.json");
    const text = readFileSync(lock, "utf8");
    writeFileSync(lock, `${text}\n`);
    repository.commit("Another lock");
    writeFileSync(lock, text);
    repository.commit("The lock as it was");
    const bin = join(scratch, "bin");
    mkdirSync(bin);
    writeFileSync(
      join(bin, "npm"),
      '#!/bin/sh\necho "asked to $1 in $PWD with $(env | grep -c TF_VAR_) secrets" >&2\nexit 1\n',
    );
    chmodSync(join(bin, "npm"), 0o755);
    const { exit, stderr } = await run(["rollback", "dev", "--yes", "--commit", "HEAD~1"], {
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      TF_VAR_TWILIO_AUTH_TOKEN: "secret-fake",
    });
    expect(stderr).toMatch(/asked to ci in .*\/commit-\w+\/files with 0 secrets/);
    expect(stderr).toMatch(/The stacks of commit [0-9a-f]+ \(Another lock\) can't be built/);
    expect(exit).toBe(1);
    expect(code()).toEqual(firstCode);
  });

  it("is refused for a commit that there is not, and for one in which the tenant was another", async () => {
    const unknown = await run(["rollback", "dev", "--yes", "--commit", "nope"]);
    expect(unknown).toMatchObject({ exit: 3, stderr: expect.stringContaining('has no commit "nope"') });

    repository.writeTenants({ dev: { domain: "before.example.com", credentials: "auth-token" } });
    repository.commit("Another domain");
    repository.writeTenants({ dev: tenant(2500) });
    const other = await run(["rollback", "dev", "--yes", "--commit", "HEAD"]);
    expect(other.stderr).toMatch(/Commit [0-9a-f]+ has another domain for dev: "before\.example\.com"/);
    expect(other.exit).toBe(4);
    expect(code()).toEqual(firstCode);
  });

  it("is refused to a commit where the tenant takes only what was verified in another", async () => {
    const prod: TenantConfig = { domain: "prod.example.com", credentials: "auth-token", promotesFrom: "dev" };
    repository.writeTenants({ dev: tenant(2500), prod });
    const refused = await run(["rollback", "prod", "--yes", "--commit", "HEAD"]);
    repository.writeTenants({ dev: tenant(2500) });
    expect(refused).toMatchObject({ exit: 4, stdout: "", stderr: expect.stringContaining(" --unverified\n") });
  });

  it("names the last commits that changed what is deployed when nothing is named", async () => {
    const { exit, stderr } = await run(["rollback", "dev", "--yes"]);
    expect(exit).toBe(3);
    expect(stderr).toMatch(/The last commits that changed what is deployed:\n.*Another domain\n[\s\S]*First\n$/);
  });

  it("keeps the key that numbers are looked up with", async () => {
    const { settings, ...config } = tenant(2500);
    const mfaFeedback = { ...settings!.mfaFeedback, enrolledNumber: "lookup" as const };
    repository.writeTenants({ dev: { ...config, settings: { ...settings, mfaFeedback } } });
    repository.commit("Look numbers up");
    expect(await run(["deploy", "dev", "--yes"])).toMatchObject({ exit: 0 });
    const back = await run(["rollback", "dev", "--yes", "--commit", "HEAD"]);
    expect(back.stderr).not.toContain("not ready");
    expect(back.stdout).toContain("Nothing to do");
    expect(back.exit).toBe(0);
    repository.writeTenants({ dev: tenant(2500) });
    expect(await run(["rollback", "dev", "--yes", "--artefact", clean])).toMatchObject({ exit: 0 });
  });
});
