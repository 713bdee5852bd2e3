// Builds on no other verb.
import { copyFileSync, existsSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blankSettings } from "../../../stacks/bundling";
import { lockFile } from "../../../stacks/output";
import { isLoopback, type Tenant } from "../../../stacks/tenant-schema";
import { digestOf } from "../../support/digest";
import type { Environment } from "../../support/environment";
import { isFile } from "../../support/is-file";
import { whateverHappens } from "../../support/scratch";
import { writablePath } from "../../support/writable-path";
import { readExpectedStack } from "../../terraform/expected-stack";
import { writeStacks } from "../../terraform/write-stacks";
import { differByMoreThanSettings, folderTaken } from "./errors";
import { fileDigests } from "./files";
import {
  artefactLockFile,
  digested,
  digestedText,
  type Manifest,
  type ManifestTenant,
  manifestFile,
  output,
} from "./manifest";
import { sourceOfThis } from "./source";
import { toolVersions } from "./tools";

type Tenants = Readonly<Record<string, Tenant>>;

/**
 * Synthesises every tenant and makes a folder of it that can be deployed as it is, here or elsewhere. The folder is
 * there whole or not at all.
 * @param target as the caller named it.
 * @throws UserError when the folder is there already, or tenants differ by more than settings.
 */
export async function buildArtefact(tenants: Tenants, target: string, env: Environment): Promise<Manifest> {
  const folder = writablePath(target, env);
  if (isFile(folder) || (existsSync(folder) && readdirSync(folder).length > 0)) throw folderTaken(target);
  const fresh = `${folder}.${process.pid}`;
  return whateverHappens(
    async () => {
      const manifest = await fill(fresh, tenants, env);
      if (existsSync(folder)) rmdirSync(folder);
      renameSync(fresh, folder);
      return manifest;
    },
    () => rmSync(fresh, { recursive: true, force: true }),
  );
}

async function fill(folder: string, tenants: Tenants, env: Environment): Promise<Manifest> {
  const stacks = await writeStacks(tenants, join(folder, output));
  const names = Object.keys(tenants);
  // Once for all, under a name that is not hidden: uploads leave hidden files out.
  for (const name of names) rmSync(join(stacks, name, ".terraform.lock.hcl"), { force: true });
  if (existsSync(lockFile)) copyFileSync(lockFile, join(folder, artefactLockFile));
  const manifest = digested({
    format: 1 as const,
    source: sourceOfThis(),
    tools: await toolVersions(join(folder, output), names[0]!, env),
    ...describeTenants(tenants, stacks),
    files: fileDigests(folder),
  });
  writeFileSync(join(folder, manifestFile), digestedText(manifest));
  return manifest;
}

function describeTenants(tenants: Tenants, stacks: string): Pick<Manifest, "sameForAllTenants" | "tenants"> {
  const described: Record<string, ManifestTenant> = {};
  for (const [name, config] of Object.entries(tenants)) {
    const actions = readExpectedStack(join(stacks, name)).actions.map(({ address, name, code }) => {
      const digestWithoutSettings = digestOf(blankSettings(code));
      return [address, { name, digest: digestOf(code), digestWithoutSettings }] as const;
    });
    described[name] = { config, actions: Object.fromEntries(actions) };
  }
  return { sameForAllTenants: whatIsTheSame(tenants, described), tenants: described };
}

/** A tenant on this machine takes no part in promotion, unless there is no other. */
function whatIsTheSame(configs: Tenants, tenants: Record<string, ManifestTenant>): Manifest["sameForAllTenants"] {
  const elsewhere = Object.keys(tenants).filter((name) => !isLoopback(configs[name]!));
  const names = elsewhere.length > 0 ? elsewhere : Object.keys(tenants);
  const [first, ...others] = names.map((name) => withoutSettings(tenants[name]!));
  for (const [index, other] of others.entries()) {
    const addresses = new Set([...Object.keys(first!), ...Object.keys(other)]);
    const differing = [...addresses].filter((address) => first![address] !== other[address]);
    if (differing.length > 0) throw differByMoreThanSettings(names[0]!, names[index + 1]!, differing);
  }
  return { digest: digestOf(JSON.stringify(first)), tenants: names };
}

function withoutSettings({ actions }: ManifestTenant): Record<string, string> {
  const entries = Object.entries(actions).map(([address, action]) => [address, action.digestWithoutSettings]);
  return Object.fromEntries(entries);
}
