import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { PROVIDER_VERSION } from "./provider-version";

const CACHE = join(__dirname, "../../.cache/real-provider");
const LIMIT_MS = 60_000;

/** The auth0/auth0 provider that Terraform tests run with. */
export interface TestProvider {
  kind: "real" | "double";
  /** Where it comes from, or why the real one could not be had. */
  why: string;
  /** For `TF_CLI_CONFIG_FILE`. */
  cliConfigFile: string;
}

/** The terraform binary: `TERRAFORM_BINARY_NAME` (cdktf's variable), else `terraform` from the PATH. */
export function terraformBinary(): string {
  return process.env.TERRAFORM_BINARY_NAME || "terraform";
}

const CONFIGURATION = {
  terraform: { required_providers: { auth0: { source: "auth0/auth0", version: PROVIDER_VERSION } } },
};

/** Asks terraform for the real provider, with the user's own CLI configuration; throws what terraform says if not. */
async function download(folder: string): Promise<void> {
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(CONFIGURATION));
  const env = {
    ...process.env,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_DATA_DIR: join(folder, ".terraform"),
  };
  const args = ["init", "-no-color", "-input=false", "-backend=false"];
  try {
    await promisify(execFile)(terraformBinary(), args, { cwd: folder, env, timeout: LIMIT_MS });
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: string };
    if (code === "ENOENT")
      throw new Error(`${terraformBinary()} is not installed; the Terraform tests need 1.11 or later`);
    throw new Error(stderr?.trim() || "terraform init took longer than a minute");
  }
}

function cliConfig(mirror: string): string {
  return `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`;
}

/** A CLI configuration left pointing at the double must not pass for the real provider. */
function refuseDouble(providers: string): void {
  const files = readdirSync(providers, { recursive: true }).map(String);
  if (files.some((file) => file.endsWith("provider.cjs"))) throw new Error("TF_CLI_CONFIG_FILE names the test double");
}

/** The real provider, kept after its first download as a mirror of its own so that parallel tests share it. */
async function realProvider(): Promise<TestProvider> {
  // One for each binary: Terraform and OpenTofu look for it under different registries.
  const home = join(CACHE, `${PROVIDER_VERSION}-${process.platform}-${process.arch}-${basename(terraformBinary())}`);
  const cliConfigFile = join(home, "terraform.tfrc");
  const found: TestProvider = { kind: "real", why: `auth0/auth0 ${PROVIDER_VERSION}`, cliConfigFile };
  if (existsSync(cliConfigFile)) return found;
  const folder = mkdtempSync(join(tmpdir(), "real-provider-"));
  try {
    await download(folder);
    const providers = join(folder, ".terraform/providers");
    refuseDouble(providers);
    mkdirSync(CACHE, { recursive: true });
    const fresh = mkdtempSync(`${home}.`);
    await promisify(execFile)("cp", ["-RL", `${providers}/.`, fresh]);
    writeFileSync(join(fresh, "terraform.tfrc"), cliConfig(home));
    try {
      renameSync(fresh, home);
    } catch (error) {
      rmSync(fresh, { recursive: true, force: true });
      if (!existsSync(cliConfigFile)) throw error;
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function choose(): Promise<TestProvider> {
  try {
    return await realProvider();
  } catch (error) {
    const why = (error as Error).message;
    if (process.env.REQUIRE_REAL_PROVIDER === "1") {
      throw new Error(`REQUIRE_REAL_PROVIDER=1, but the real auth0/auth0 provider can't be had.\n${why}`);
    }
    // Loaded by the one suite of a run that chooses: it brings a bundler along.
    const { buildProviderDouble } = await import("./provider-double/build");
    const { cliConfigFile } = await buildProviderDouble();
    return { kind: "double", why, cliConfigFile };
  }
}

/**
 * The real provider where a mirror (the user's `TF_CLI_CONFIG_FILE`) or the registry yields it, else the test double.
 * Decided once a run: the suites share the answer through the file that the global set-up names.
 * Throws when terraform is missing, or when `REQUIRE_REAL_PROVIDER=1` and the real one can't be had.
 */
export async function testProvider(): Promise<TestProvider> {
  const shared = process.env.TEST_PROVIDER_FILE;
  if (shared && existsSync(shared)) return JSON.parse(readFileSync(shared, "utf8"));
  const chosen = await choose();
  if (shared) {
    writeFileSync(`${shared}.${process.pid}`, JSON.stringify(chosen));
    renameSync(`${shared}.${process.pid}`, shared);
  }
  return chosen;
}
