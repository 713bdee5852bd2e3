import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalTenantServer, startServer } from "../../../packages/local-tenant/src/server";
import { credentials } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { repoRoot } from "../../../stacks/repo-root";
import type { TenantConfig } from "../../../stacks/tenant-schema";
import { terraformBinary, testProvider } from "../../support/terraform-provider";

/** What a verb did, run in a process of its own. */
export interface VerbRun {
  exit: number | null;
  stdout: string;
  stderr: string;
}

export interface StartedVerb {
  process: ChildProcess;
  ended: Promise<VerbRun>;
}

/** Local tenants that play dev and prod, and the verbs that work on them. */
export interface Promotion {
  /** The local tenant of that name. */
  server(name: string): LocalTenantServer;
  /** What `tenants.ts` would say; change it to change the next run. */
  configs: Record<string, TenantConfig>;
  /** `npm run <verb> -- <tenant> <args…>`, without a terminal. `env` is all that the caller's environment holds. */
  run(verb: string, tenant: string, args?: string[], env?: Record<string, string>): Promise<VerbRun>;
  /** The same, to be watched or stopped on the way. */
  start(verb: string, tenant: string, args?: string[], env?: Record<string, string>): StartedVerb;
  /** What `start` runs, for a test that gives it a terminal. */
  command(
    verb: string,
    tenant: string,
    args?: string[],
    env?: Record<string, string>,
  ): { command: string[]; env: NodeJS.ProcessEnv };
  /** Where the stacks are written, `cdktf.out`; the state is beside it. */
  output: string;
  stop(): Promise<void>;
}

/** Starts one local tenant a name, each empty, on free ports. Terraform runs with the provider that the tests have. */
export async function startPromotion(...names: string[]): Promise<Promotion> {
  const folder = mkdtempSync(join(tmpdir(), "promotion-"));
  // A verb's git works in this clone, whoever owns it.
  writeFileSync(join(folder, ".gitconfig"), "[safe]\n\tdirectory = *\n");
  const { cliConfigFile } = await testProvider();
  const servers = new Map<string, LocalTenantServer>();
  const configs: Record<string, TenantConfig> = {};
  for (const name of names) {
    // The folder that ops looks into for the local tenant's roots.
    const server = await startServer({
      credentials,
      ports: { management: 0, verify: 0 },
      dir: join(repoRoot, ".cache", "sandbox"),
    });
    servers.set(name, server);
    const verifyOrigin = server.verifyUrl;
    const settings = { passwordlessFeedback: { verifyOrigin }, mfaFeedback: { verifyOrigin } };
    configs[name] = { domain: server.tenant.domain, credentials: "auth-token", settings };
  }
  const output = join(folder, "cdktf.out");
  function command(verb: string, tenant: string, args: string[] = [], env: Record<string, string> = {}) {
    const program = ["scripts/run.mjs", "test/ops/support/verb-entry.ts", JSON.stringify(configs)];
    return {
      command: [process.execPath, ...program, verb, tenant, ...args],
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        CDKTF_OUTDIR: output,
        TF_CLI_CONFIG_FILE: cliConfigFile,
        TERRAFORM_BINARY_NAME: terraformBinary(),
        ...env,
      },
    };
  }
  const start: Promotion["start"] = (...asked) => execute(command(...asked));
  return {
    server: (name) => servers.get(name)!,
    configs,
    output,
    run: (...asked) => start(...asked).ended,
    start,
    command,
    async stop() {
      await Promise.all([...servers.values()].map((server) => server.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function execute({ command: [program, ...args], env }: ReturnType<Promotion["command"]>): StartedVerb {
  const child = spawn(program!, args, { cwd: repoRoot, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    said.stdout += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    said.stderr += chunk;
  });
  const ended = new Promise<VerbRun>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, ...said }));
  });
  return { process: child, ended };
}
