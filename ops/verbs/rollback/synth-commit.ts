import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../../../stacks/errors";
import { repoRoot } from "../../../stacks/repo-root";
import type { Environment } from "../../support/environment";
import { plainEnvironment } from "../../support/plain-environment";
import { abandoned } from "../../support/stop";
import type { StacksSource } from "../artefact/earlier-stacks";
import type { Commit } from "./commit";

/** When all of these are the same, so is what is installed and generated. */
const installedBy = [
  "package-lock.json",
  ...["schema.json", "tsconfig.json", join("scripts", "generate.mjs")].map((file) => {
    return join("packages", "provider-auth0", file);
  }),
];

/** What set-up would install and generate. */
const installed = ["node_modules", join("packages", "provider-auth0", "lib"), join(".cache", "vendor")];

/**
 * Runs the app of a commit's files, with what is installed here where that is the same; else the commit's own set-up
 * installs it there first. @throws UserError when that fails; its words are on standard error by then.
 */
export async function synthCommit(commit: Commit, root: string, caller: Environment): Promise<StacksSource> {
  if (sharesInstallation(root)) for (const part of installed) link(part, root);
  const output = join(root, "cdktf.out");
  const tenantsFile = join(root, "tenants.json");
  const entry = join(root, "synth-commit.ts");
  writeFileSync(
    entry,
    `import { writeFileSync } from "node:fs";
import "./main";
import { tenants } from "./tenants";
writeFileSync(${JSON.stringify(tenantsFile)}, JSON.stringify(tenants));
`,
  );
  const exit = await run([join("scripts", "run.mjs"), entry], root, {
    // An old commit's code, and what it installs, has no business with secrets.
    ...plainEnvironment(caller),
    CDKTF_OUTDIR: output,
  });
  if (exit !== 0) throw commitNotSynthesised(commit, exit);
  return {
    origin: { kind: "commit", short: commit.short },
    stacks: join(output, "stacks"),
    lockFile: join(root, "stacks", "terraform.lock.hcl"),
    tenants: JSON.parse(readFileSync(tenantsFile, "utf8")),
  };
}

function sharesInstallation(root: string): boolean {
  return installedBy.every((file) => {
    const [there, here] = [join(root, file), join(repoRoot, file)];
    return existsSync(there) && existsSync(here) && readFileSync(there).equals(readFileSync(here));
  });
}

function link(part: string, root: string): void {
  mkdirSync(dirname(join(root, part)), { recursive: true });
  symlinkSync(join(repoRoot, part), join(root, part), "junction");
}

function run(args: string[], cwd: string, env: Environment): Promise<number | null> {
  return new Promise((resolve, reject) => {
    // Its standard output names the files that it writes.
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      stdio: ["ignore", "ignore", "inherit"],
      signal: abandoned,
    });
    child.on("error", reject);
    child.on("close", resolve);
  });
}

function commitNotSynthesised({ short, subject }: Commit, exit: number | null): UserError {
  return new UserError(
    `The stacks of commit ${short} (${subject}) can't be built: its synth ended with code ${exit}; its output is above.\n` +
      "Nothing was changed. Roll back to an artefact of it (--artefact), or to another commit.",
  );
}
