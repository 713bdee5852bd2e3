import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { issueAuthority, issueLeaf } from "../../../packages/local-tenant/src/tls/issue";
import { PROVIDER_VERSION } from "../provider-version";

const ROOT = join(__dirname, "../../..");
const CACHE = join(ROOT, ".cache/provider-double");
const ARCHITECTURE: Record<string, string> = { x64: "amd64", ia32: "386", arm64: "arm64" };
/** Where Terraform and where OpenTofu think that it comes from. */
const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"];
/** What stands beside the bundle as it stands here. */
const FILES = ["start.cjs", "tfplugin5.proto", "controller.proto"];

/** Where the built double lies. */
export interface ProviderDouble {
  /** Terraform CLI configuration that installs the double from its own mirror: the value for `TF_CLI_CONFIG_FILE`. */
  cliConfigFile: string;
}

function launcher(): string {
  return `#!/bin/sh\nexec "${process.execPath}" "$(dirname "$0")/start.cjs"\n`;
}

function cliConfig(mirror: string): string {
  return `disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ${JSON.stringify(REGISTRIES.map((host) => `${host}/auth0/auth0`))}
  }
}
`;
}

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [join(__dirname, "main.ts")],
    bundle: true,
    write: false,
    platform: "node",
    format: "cjs",
    target: "node20",
    minify: true,
    logLevel: "error",
  });
  return result.outputFiles[0]!.text;
}

async function fill(folder: string, code: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const authority = await issueAuthority(Date.now());
  const leaf = await issueLeaf(authority, Date.now());
  writeFileSync(join(folder, "provider.cjs"), code);
  writeFileSync(join(folder, "authority.pem"), authority.certificate);
  writeFileSync(join(folder, "certificate.pem"), leaf.certificate);
  writeFileSync(join(folder, "key.pem"), leaf.key, { mode: 0o600 });
  for (const name of FILES) copyFileSync(join(__dirname, name), join(folder, name));
  execFileSync(process.execPath, [join(folder, "start.cjs"), "--prepare"]);
  writeFileSync(join(folder, `terraform-provider-auth0_v${PROVIDER_VERSION}`), launcher(), { mode: 0o755 });
}

/** Builds the double into a folder of `cache`, or finds it built from the same sources. Safe to call from several processes at once. */
export async function buildProviderDouble(cache = CACHE): Promise<ProviderDouble> {
  const code = await bundle();
  const files = FILES.map((name) => readFileSync(join(__dirname, name), "utf8"));
  // The year is in it because the certificate lasts little more than one.
  const parts = [code, launcher(), ...files, ...REGISTRIES, String(new Date().getFullYear())];
  const hash = createHash("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
  const home = join(cache, hash);
  const cliConfigFile = join(home, "terraform.tfrc");
  if (existsSync(cliConfigFile)) return { cliConfigFile };

  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(`${home}.`);
  const platform = `${process.platform}_${ARCHITECTURE[process.arch] ?? process.arch}`;
  for (const host of REGISTRIES) {
    await fill(join(fresh, "mirror", host, "auth0/auth0", PROVIDER_VERSION, platform), code);
  }
  writeFileSync(join(fresh, "terraform.tfrc"), cliConfig(join(home, "mirror")));
  try {
    renameSync(fresh, home);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(cliConfigFile)) throw error;
  }
  return { cliConfigFile };
}
