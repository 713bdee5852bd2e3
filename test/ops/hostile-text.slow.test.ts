import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import { FORGED, hostileText, obeyed, obeyedInMarkdown } from "../../packages/local-tenant/test/support/hostile-text";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { testProvider } from "../support/terraform-provider";
import { type GitRepository, gitRepository } from "./support/git-repository";
import { type GitHubWorkflow, startWorkflow } from "./support/github-workflow";
import { addAction, claims, handMade } from "./support/hand-made";
import type { VerbRun } from "./support/promotion";

// The first test may have to download the provider.
jest.setTimeout(900_000);

const RISK = hostileText("Risk check");
const OTHER = hostileText("Other");
const DASHBOARD = "token-of-the-dashboard";

let scratch: string;
let repository: GitRepository;
let server: LocalTenantServer;
let workflow: GitHubWorkflow;
let env: NodeJS.ProcessEnv;
let first: string;
let riskId: string;
const artefact = () => join(scratch, "artefact");

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "hostile-")));
  mkdirSync(join(scratch, "tmp"));
  repository = gitRepository(join(scratch, "repository"));
  env = { TF_CLI_CONFIG_FILE: (await testProvider()).cliConfigFile, TMPDIR: join(scratch, "tmp") };
  workflow = await startWorkflow();
  const dir = join(repository.root, ".cache", "sandbox");
  server = await startServer({ ports: { management: 0, verify: 0 }, dir });
  server.tenant.tokens.issue("all", DASHBOARD, {
    user: { id: hostileText("google-oauth2|1"), name: hostileText("Ann"), email: hostileText("ann@example.com") },
  });
});

afterAll(async () => {
  await server.stop();
  await workflow.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function writeTenants(changes: Partial<TenantConfig> = {}): void {
  const verifyOrigin = server.verifyUrl;
  const settings = { passwordlessFeedback: { verifyOrigin }, mfaFeedback: { verifyOrigin } };
  repository.writeTenants({
    dev: { domain: server.tenant.domain, credentials: "auth-token", settings, ...changes },
  });
}

/** Runs a verb, and holds what it printed to its exit code and to what a terminal must not be told. */
async function run(exit: number, args: string[], more: NodeJS.ProcessEnv = {}): Promise<VerbRun> {
  const ended = await repository.run(args, { ...env, ...more });
  if (ended.exit !== exit) throw new Error(`exit ${ended.exit} instead of ${exit}\n${ended.stdout}\n${ended.stderr}`);
  expect(obeyed(ended.stdout)).toEqual([]);
  expect(obeyed(ended.stderr)).toEqual([]);
  return ended;
}

/** The same with `--json`; gives the document. */
async function runJson(exit: number, args: string[], more: NodeJS.ProcessEnv = {}): Promise<string> {
  const { stdout } = await run(exit, [...args, "--json"], more);
  return JSON.stringify(JSON.parse(stdout));
}

/** As JSON writes it: what the tenant has, character by character. */
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** A change that a person makes in Auth0's dashboard. */
async function inTheDashboard(method: string, path: string, body: unknown): Promise<void> {
  const response = await fetch(`https://${server.tenant.domain}/api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${DASHBOARD}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

function pages(): string[] {
  const { comments, issues } = workflow.github;
  return [
    workflow.takeSummary(),
    ...comments.map(({ body }) => body),
    ...issues.flatMap(({ title, body }) => [title, body]),
  ];
}

function expectPages(): void {
  const written = pages();
  expect(written.some((page) => page.includes("FORGED"))).toBe(true);
  for (const page of written) expect(obeyedInMarkdown(page)).toEqual([]);
}

it("the fixture is found where nothing is done about it", () => {
  const found = obeyed(RISK);
  expect(found).toEqual(expect.arrayContaining(["U+1b", "U+9b", "U+202e", "U+85", "U+2028", "U+fdd0"]));
  expect(found.some((what) => what.startsWith(FORGED))).toBe(true);
  expect(obeyedInMarkdown(`| a | **${RISK}** |`)).toEqual(expect.arrayContaining(["@octocat"]));
});

// The tests go on from each other: one repository, one local tenant, one state.
describe("a tenant whose names are hostile", () => {
  it("adopt asks which Actions of these names it is to take over", async () => {
    writeTenants();
    first = repository.commit(hostileText("First"));
    const made = handMade(server.verifyUrl);
    const ids = Object.values(made).map((action) => addAction(server, { ...action, name: hostileText(action.name) }));
    const twin = addAction(server, { ...made.mfaFeedback, name: OTHER });
    await run(4, ["adopt", "dev", "--yes"]);
    expect(await runJson(4, ["adopt", "dev", "--yes"])).toContain("\\\\u{202e}");
    server.tenant.bindings.replace(
      "post-login",
      ids.map((value) => ({ ref: { type: "action_id", value } })),
    );
    server.tenant.actions.delete(twin);
    await run(0, ["adopt", "dev", "--yes"]);
    await run(0, ["adopt", "dev", "--yes", "--json"]);
  });

  it("preflight, plan and deploy name one that nobody listed", async () => {
    const code = `exports.onExecutePostLogin = async (event, api) => { api[${JSON.stringify(hostileText("member"))}](); };`;
    riskId = addAction(server, { ...claims, name: RISK, code });
    for (const verb of ["preflight", "plan", "deploy"]) {
      const yes = verb === "deploy" ? ["--yes"] : [];
      const { stdout, stderr } = await run(4, [verb, "dev", ...yes]);
      expect(stdout + stderr).toContain("Risk check");
      expect(await runJson(4, [verb, "dev", ...yes])).toContain("FORGED");
    }
    const { comments } = workflow.github;
    await run(4, ["ci-plan", "dev"], workflow.pullRequest(7));
    expect(comments).toHaveLength(1);
    expectPages();
  });

  it("plan, deploy and status show it in its place once it is listed under the very name", async () => {
    writeTenants({ after: [RISK], settings: { mfaFeedback: { verifyOrigin: server.verifyUrl, deadlineMs: 2000 } } });
    repository.commit(hostileText("Second"));
    await run(0, ["preflight", "dev"]);
    expect((await run(2, ["plan", "dev"])).stdout).toContain("Risk check");
    expect(await runJson(2, ["plan", "dev"])).toContain(inJson(RISK));
    await run(0, ["ci-plan", "dev"], workflow.pullRequest(8));
    expectPages();
    expect((await run(0, ["deploy", "dev", "--yes"])).stdout).toContain("Risk check");
    expect(await runJson(0, ["deploy", "dev", "--yes"])).toContain(inJson(RISK));
    expect((await run(0, ["status", "dev"])).stdout).toContain("Risk check");
    expect(await runJson(0, ["status", "dev"])).toContain(inJson(RISK));
    expect(server.tenant.bindings.list("post-login").at(-1)).toMatchObject({ actionId: riskId });
  });

  it("drift and its issue show a hostile change of our Action by a hostile person", async () => {
    const { id, code } = server.tenant.actions.list({ name: "Verify feedback - MFA" })[0]!;
    const comment = `/* ${hostileText("code").replaceAll("*/", "")} */`;
    await inTheDashboard("PATCH", `/actions/actions/${id}`, { name: OTHER, code: `${code}${comment}` });
    await inTheDashboard("POST", `/actions/actions/${id}/deploy`, {});
    expect((await run(2, ["drift", "dev"])).stdout).toContain("Ann");
    expect(await runJson(2, ["drift", "dev"])).toContain(inJson(OTHER));
    expect((await run(2, ["status", "dev"])).stdout).toContain("Other");
    await run(2, ["plan", "dev"]);
    await run(0, ["ci-drift", "dev"], workflow.main("1"));
    await runJson(0, ["ci-drift", "dev"], workflow.main("2"));
    expect(workflow.github.issues).toHaveLength(1);
    expectPages();
  });

  it("logs shows why a hostile Action failed", async () => {
    await inTheDashboard("PATCH", `/actions/actions/${riskId}`, {
      code: `exports.onExecutePostLogin = async () => { throw new Error(${JSON.stringify(hostileText("boom"))}); };`,
    });
    await inTheDashboard("POST", `/actions/actions/${riskId}/deploy`, {});
    await server.finish(await server.login({ user: "phone-only", method: "sms" }));
    const { stdout } = await run(0, ["logs", "dev"]);
    expect(stdout).toMatch(/Action failed .*Risk check.*boom/);
    expect(await runJson(0, ["logs", "dev"])).toContain(inJson(RISK));
    await run(2, ["status", "dev"]);
  });

  it("rotate says what it did", async () => {
    await run(0, ["deploy", "dev", "--yes"]);
    await run(0, ["rotate", "dev", "--yes"]);
    await runJson(0, ["rotate", "dev", "--yes"]);
  });

  it("artefact, ci-deploy and rollback say what they do", async () => {
    await run(0, ["artefact", artefact()]);
    await runJson(0, ["artefact", `${artefact()}-json`]);
    await run(0, ["deploy", "dev", "--artefact", artefact(), "--yes"]);
    await run(0, ["ci-deploy", "dev", "--artefact", artefact(), "--yes"], workflow.main("3"));
    await runJson(0, ["ci-deploy", "dev", "--artefact", artefact(), "--yes"], workflow.main("4"));
    expectPages();
    const back = await run(4, ["rollback", "dev", "--commit", first, "--yes"]);
    expect(back.stdout).toContain("First");
    await runJson(4, ["rollback", "dev", "--commit", first, "--yes"]);
  });

  it("destroy names what stays", async () => {
    const { stdout } = await run(0, ["destroy", "dev", "--yes"]);
    expect(stdout).toContain("Risk check");
    expect(await runJson(0, ["destroy", "dev", "--yes"])).toContain('"outcome":"nothing"');
    expect(server.tenant.bindings.list("post-login").map(({ actionId }) => actionId)).toEqual([riskId]);
  });
});
