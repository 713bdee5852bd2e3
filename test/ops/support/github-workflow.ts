import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeGitHub, GITHUB_TOKEN, startGitHub } from "../../support/github";

/** What GitHub gives to the jobs of a workflow. */
export interface GitHubWorkflow {
  github: FakeGitHub;
  /** Where the jobs of a run hand files to each other: a path in it. */
  file(name: string): string;
  /** The environment of a job for a pull request. */
  pullRequest(number: number): Record<string, string>;
  /** The environment of a job of that run for a push to main, or for a schedule. */
  main(run: string): Record<string, string>;
  /** The Markdown that the jobs have put on their pages so far; empties it. */
  takeSummary(): string;
  /** The outputs that the jobs have set so far, by name; empties it. */
  takeOutputs(): Record<string, string>;
  stop(): Promise<void>;
}

/** Key of the encryption of plans, as a secret of the environments. */
export const PLAN_KEY = "key-of-the-tests-that-no-one-may-guess";

/** Starts a GitHub on loopback, with a folder for what jobs write. */
export async function startWorkflow(): Promise<GitHubWorkflow> {
  const folder = mkdtempSync(join(tmpdir(), "workflow-"));
  const file = (name: string) => join(folder, name);
  const github = await startGitHub();
  const common = {
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "acme/login",
    GITHUB_STEP_SUMMARY: file("summary"),
    GITHUB_OUTPUT: file("output"),
    GITHUB_EVENT_PATH: file("event"),
    GITHUB_TOKEN,
  };
  const take = (name: string) => {
    const text = readFileSync(file(name), "utf8");
    writeFileSync(file(name), "");
    return text;
  };
  for (const name of ["summary", "output"]) writeFileSync(file(name), "");
  return {
    github,
    file,
    pullRequest(number) {
      writeFileSync(file("event"), JSON.stringify({ pull_request: { number, head: { sha: "0123456789abcdef" } } }));
      return { ...common, GITHUB_RUN_ID: "1", GITHUB_SHA: "merge-of-github" };
    },
    main(run) {
      writeFileSync(file("event"), JSON.stringify({ ref: "refs/heads/main" }));
      return { ...common, GITHUB_RUN_ID: run, GITHUB_SHA: "fedcba9876543210", PLAN_KEY };
    },
    takeSummary: () => take("summary"),
    takeOutputs() {
      const lines = take("output").split("\n").filter(Boolean);
      return Object.fromEntries(lines.map((line) => line.split("=") as [string, string]));
    },
    async stop() {
      await github.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
