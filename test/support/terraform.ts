import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { terraformBinary, testProvider } from "./terraform-provider";

/** What one terraform command did. */
export interface TerraformRun {
  exit: number;
  /** Standard output and error as one text, in the order written. */
  output: string;
}

/** Terraform in one folder. Nothing is asked, no colour, nothing of the caller's environment but the PATH. */
export interface Terraform {
  /** Runs any command; `env` is added to what was given at the start. */
  run(args: string[], env?: Record<string, string>): Promise<TerraformRun>;
  init(): Promise<TerraformRun>;
  /** Exit 0: no change, 2: changes, 1: an error. */
  plan(args?: string[], env?: Record<string, string>): Promise<TerraformRun>;
  apply(args?: string[], env?: Record<string, string>): Promise<TerraformRun>;
  destroy(args?: string[], env?: Record<string, string>): Promise<TerraformRun>;
  /** The text of a file in the folder. */
  read(name: string): string;
}

const LIMIT_MS = 60_000;

function execute(args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<TerraformRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(terraformBinary(), args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], timeout: LIMIT_MS });
    let output = "";
    const collect = (chunk: Buffer) => {
      output += chunk.toString("utf8");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => resolve({ exit: code ?? 1, output }));
  });
}

/** Terraform in `folder`, with the provider that the tests have; `env` holds the credentials and `TF_VAR_…`. */
export async function terraformIn(folder: string, env: Record<string, string>): Promise<Terraform> {
  const { cliConfigFile } = await testProvider();
  const own = {
    PATH: process.env.PATH,
    HOME: folder,
    TF_CLI_CONFIG_FILE: cliConfigFile,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
    ...env,
  };
  const run: Terraform["run"] = (args, extra) => execute(args, folder, { ...own, ...extra });
  return {
    run,
    init: () => run(["init", "-no-color"]),
    plan: (args = [], extra) => run(["plan", "-no-color", "-detailed-exitcode", ...args], extra),
    apply: (args = [], extra) => run(["apply", "-no-color", "-auto-approve", ...args], extra),
    destroy: (args = [], extra) => run(["destroy", "-no-color", "-auto-approve", ...args], extra),
    read: (name) => readFileSync(join(folder, name), "utf8"),
  };
}
