import { spawn, spawnSync } from "node:child_process";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { repoRoot } from "../../../stacks/repo-root";
import type { TenantConfig } from "../../../stacks/tenant-schema";
import { copyOfRepository } from "../../stacks/support/copy-of-repository";
import { terraformBinary } from "../../support/terraform-provider";
import type { VerbRun } from "./promotion";

/** A copy of this working copy in a git repository of its own, to commit to and run verbs in. */
export interface GitRepository {
  root: string;
  git(...args: string[]): string;
  /** Replaces what stands in tenants.ts. */
  writeTenants(configs: Record<string, TenantConfig>): void;
  /** Commits everything. Returns the commit's id. */
  commit(subject: string): string;
  /** `npm run <verb> …` in it, without a terminal. `env` is all that the caller's environment holds. */
  run(args: string[], env?: NodeJS.ProcessEnv): Promise<VerbRun>;
}

const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
const tracked = ["actions", "ops", "packages", "scripts", "stacks", "start", "main.ts", "tenants.ts", "package.json"];

/** Makes one in `root`, without a commit. What is installed is shared with this working copy. */
export function gitRepository(root: string): GitRepository {
  copyOfRepository(root);
  cpSync(join(repoRoot, ".gitignore"), join(root, ".gitignore"));
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"));
  const git = (...args: string[]) => {
    const env = { ...Object.fromEntries(kept), GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: join(root, "none") };
    const run = spawnSync("git", [...identity, ...args], { cwd: root, encoding: "utf8", env });
    if (run.status !== 0) throw new Error(`git ${args.join(" ")}: ${run.stderr}`);
    return run.stdout.trim();
  };
  git("init", "--quiet");
  return {
    root,
    git,
    writeTenants(configs) {
      const text = `import { defineTenants } from "./stacks/tenant";\n\nexport const tenants = defineTenants(${JSON.stringify(configs, null, 2)});\n`;
      writeFileSync(join(root, "tenants.ts"), text);
    },
    commit(subject) {
      git("add", ".gitignore", ...tracked, "package-lock.json");
      git("commit", "--quiet", "-m", subject);
      return git("rev-parse", "HEAD");
    },
    run(args, env = {}) {
      const child = spawn(process.execPath, ["scripts/run.mjs", "ops/cli/main.ts", ...args], {
        cwd: root,
        env: { PATH: process.env.PATH, HOME: root, TERRAFORM_BINARY_NAME: terraformBinary(), ...env },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const said = { stdout: "", stderr: "" };
      for (const stream of ["stdout", "stderr"] as const) {
        child[stream].setEncoding("utf8").on("data", (chunk: string) => {
          said[stream] += chunk;
        });
      }
      return new Promise((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (exit) => resolve({ exit, ...said }));
      });
    },
  };
}
