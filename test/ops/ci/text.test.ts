import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findingDocument } from "../../../ops/live/finding-in-words";
import { codeBlock, cutForComment } from "../../../ops/support/markdown";
import { JsonOutput, type Output, textOutput } from "../../../ops/support/output";
import { withoutOwnSecrets } from "../../../ops/support/own-secrets";
import { planFailure, planReport } from "../../../ops/verbs/ci/plan-report";
import { annotate, annotated, pullRequestOf, whereOf, withoutCommands } from "../../../ops/verbs/ci/runner";
import { driftIssue } from "../../../ops/verbs/drift/drift-issue";
import type { Drift } from "../../../ops/verbs/drift/read-drift";
import { UserError } from "../../../stacks/errors";

let printed: string;
beforeEach(() => {
  printed = "";
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, "write").mockImplementation((chunk) => {
      printed += chunk;
      return true;
    });
  }
});
afterEach(() => jest.restoreAllMocks());

describe("a plan as Markdown", () => {
  it("stands in a block that no line of code can end", () => {
    expect(codeBlock("+ ````js\n+ ```\n", "diff")).toBe("`````diff\n+ ````js\n+ ```\n`````\n");
  });

  it("stays below GitHub's limit, by whole lines, and says how much is missing", () => {
    const report = planReport(
      { tenant: "dev", changes: true },
      "+ a line of forty characters, more or less\n".repeat(3000),
      "",
    );
    expect(report.length).toBeLessThan(65_536);
    expect(report).toMatch(/more or less\n… \d{4} more lines; all of them are in the run\n```\n/);
    expect(cutForComment("short")).toBe("short");
  });

  it("stays below it too when one line alone is longer", () => {
    const report = planFailure("dev", `${"x".repeat(70_000)}\nshort`, "");
    expect(report.length).toBeLessThan(65_536);
    expect(report).toContain("x\n… the rest of this line is in the run\n");
  });
});

describe("the issue about drift", () => {
  const drift = (diffs: Record<string, string[]>): Drift => ({
    tenant: "dev",
    domain: "acme.eu.auth0.com",
    findings: [findingDocument({ kind: "draft", address: "auth0_action.mfa_feedback", action: "MFA", pending: false })],
    diffs,
    deployed: true,
    notDeployed: [],
    log: undefined,
    commands: { plan: "npm run plan -- dev", deploy: "npm run deploy -- dev" },
    obstacles: [],
  });

  it("stays below GitHub's limit when somebody has pasted minified code into every Action", () => {
    const diff = ["-first line", "-second line", `+${"x".repeat(90_000)}`];
    const { body } = driftIssue(drift({ one: diff, two: diff, three: diff }));
    expect(body.length).toBeLessThan(65_536);
    expect(body).toContain("-second line\n… 1 more lines\n");
  });
});

describe("what goes to the runner", () => {
  it("keeps what is printed from being taken for commands, also when it fails", async () => {
    const inWorkflow = { caller: { GITHUB_ACTIONS: "true" }, output: textOutput };
    const work = async () => {
      process.stdout.write("::add-mask::x\n");
      throw new Error("failed");
    };
    await expect(withoutCommands(inWorkflow, work)).rejects.toThrow("failed");
    const token = /^::stop-commands::([0-9a-f-]{36})\n/.exec(printed)?.[1];
    expect(printed).toBe(`::stop-commands::${token}\n::add-mask::x\n\n::${token}::\n`);
  });

  it.each([
    ["outside a workflow", { caller: {}, output: textOutput }],
    ["for JSON", { caller: { GITHUB_ACTIONS: "true" }, output: new JsonOutput() }],
  ])("leaves the output alone %s", async (_, request) => {
    expect(await withoutCommands(request, async () => 5)).toBe(5);
    expect(printed).toBe("");
  });

  it("annotates in one line, whatever the message holds", () => {
    const inWorkflow = { caller: { GITHUB_ACTIONS: "true" }, output: textOutput };
    annotate(inWorkflow, "error", "Plan of dev: no, 50%", "first\n::warning::second");
    expect(printed).toBe("::error title=Plan of dev%3A no%2C 50%25::first%0A::warning::second\n");
    printed = "";
    annotate({ caller: {}, output: textOutput }, "notice", "dev", "nothing to do");
    expect(printed).toBe("dev: nothing to do\n");
  });

  it("annotates in the stream in which commands are allowed again before, and beside JSON in the other", () => {
    const said = (output: Output) => {
      jest.mocked(process.stdout.write).mockClear();
      jest.mocked(process.stderr.write).mockClear();
      annotate({ caller: { GITHUB_ACTIONS: "true" }, output }, "error", "dev", "no");
      return [process.stdout, process.stderr].map(({ write }) => jest.mocked(write).mock.calls.length);
    };
    expect(said(textOutput)).toEqual([1, 0]);
    expect(said(new JsonOutput())).toEqual([0, 1]);
  });

  it("annotates why a user's work failed, and throws it on", async () => {
    const inWorkflow = { caller: { GITHUB_ACTIONS: "true" }, output: textOutput };
    const failing = (error: Error) => annotated(inWorkflow, "Plan of dev", async () => Promise.reject(error));
    await expect(failing(new UserError("no tenant"))).rejects.toThrow("no tenant");
    expect(printed).toBe("::error title=Plan of dev::no tenant\n");
    printed = "";
    await expect(failing(new TypeError("a bug"))).rejects.toThrow("a bug");
    expect(printed).toBe("");
  });

  it("names the commit that was pushed, not the merge that GitHub made of it", () => {
    const folder = mkdtempSync(join(tmpdir(), "event-"));
    const event = join(folder, "event.json");
    writeFileSync(event, JSON.stringify({ pull_request: { number: 5, head: { sha: "0123456789" } } }));
    const env = {
      GITHUB_EVENT_PATH: event,
      GITHUB_SHA: "fedcba9876",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme/login",
      GITHUB_RUN_ID: "7",
    };
    expect(whereOf(env)).toBe("commit 0123456, [run](https://github.com/acme/login/actions/runs/7)");
    expect(pullRequestOf({})).toBeUndefined();
    writeFileSync(event, JSON.stringify({ ref: "refs/heads/main" }));
    expect(pullRequestOf(env)).toBeUndefined();
    expect(whereOf(env)).toMatch(/^commit fedcba9,/);
    writeFileSync(event, JSON.stringify({ pull_request: { number: "5" } }));
    expect(() => pullRequestOf(env)).toThrow(/event\.json, which is not an event of GitHub's: pull_request\.number: /);
    writeFileSync(event, "");
    expect(() => pullRequestOf(env)).toThrow(/event\.json, which is not an event of GitHub's: the document: /);
    rmSync(folder, { recursive: true });
  });

  it("keeps its own secrets from Terraform and the provider", () => {
    const env = { GITHUB_TOKEN: "a", PLAN_KEY: "b", PATH: "/bin", TF_VAR_TWILIO_API_KEY: "SK" };
    expect(withoutOwnSecrets(env)).toEqual({ PATH: "/bin", TF_VAR_TWILIO_API_KEY: "SK" });
  });
});
