import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Tenant } from "../../../stacks/tenant-schema";
import { digestOf } from "../../support/digest";
import { notVerified } from "./errors";
import type { Artefact, ManifestTenant } from "./manifest";

/** In the artefact's folder: one receipt per tenant, the only files that come after the manifest. */
export const receiptsFolder = "verified";

/** Says that an artefact was deployed to a tenant, and that what is live there was looked at and is what it says. */
export interface Receipt {
  tenant: string;
  domain: string;
  /** The digest of the artefact's manifest. */
  artefact: string;
  /** ISO 8601. */
  verifiedAt: string;
  /** SHA-256 of the code that runs, by Terraform's address. */
  live: Record<string, string>;
  /** SHA-256 of everything above. */
  digest: string;
}

/** Writes the receipt. @param live SHA-256 of the code that runs, by Terraform's address. */
export function recordVerified({ folder, manifest }: Artefact, tenant: string, live: Record<string, string>): void {
  const said = {
    tenant,
    domain: domainOf(manifest.tenants[tenant]!),
    artefact: manifest.digest,
    verifiedAt: new Date().toISOString(),
    live,
  };
  const file = fileOf(folder, tenant);
  mkdirSync(join(folder, receiptsFolder), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify({ ...said, digest: digestOf(JSON.stringify(said)) }, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** Takes the receipt back: a later deploy of the same artefact may leave something else. */
export function withdrawReceipt({ folder }: Artefact, tenant: string): void {
  rmSync(fileOf(folder, tenant), { force: true });
}

/** @throws UserError when the artefact has no valid receipt of the tenant `from`, which must come before `name`. */
export function requireVerified({ shown, folder, manifest }: Artefact, name: string, from: string): void {
  const refuse = (reason: string) => notVerified(shown, name, from, reason);
  const tenant = Object.hasOwn(manifest.tenants, from) ? manifest.tenants[from] : undefined;
  if (tenant === undefined) throw refuse(`it was made without the tenant ${from}`);
  const receipt = readReceipt(fileOf(folder, from));
  const where = `${receiptsFolder}/${from}.json`;
  if (receipt === undefined) throw refuse(`there is no ${where}`);
  const { digest, ...said } = receipt;
  if (digest !== digestOf(JSON.stringify(said))) throw refuse(`${where} was changed`);
  if (said.tenant !== from) throw refuse(`${where} is for the tenant ${said.tenant}`);
  if (said.artefact !== manifest.digest) throw refuse(`${where} is for another artefact`);
  if (said.domain !== domainOf(tenant)) throw refuse(`${where} is for ${said.domain}`);
  if (!isDeepStrictEqual(said.live, expectedLive(tenant))) throw refuse(`${where} says that different code ran`);
}

/** SHA-256 of the code that is to run, by Terraform's address. */
export function expectedLive({ actions }: ManifestTenant): Record<string, string> {
  return Object.fromEntries(Object.entries(actions).map(([address, { digest }]) => [address, digest]));
}

function domainOf({ config }: ManifestTenant): string {
  return (config as Tenant).domain;
}

function fileOf(folder: string, tenant: string): string {
  return join(folder, receiptsFolder, `${tenant}.json`);
}

/** `undefined` when there is none; an invalid one is returned as a receipt whose digest can't be right. */
function readReceipt(file: string): Receipt | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {} as Receipt;
  }
}
