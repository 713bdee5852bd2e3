import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { parsedJson } from "../../support/json";
import { notVerified } from "./errors";
import { type Artefact, digested, digestedText, type ManifestTenant } from "./manifest";

/** In the artefact's folder: one receipt per tenant, the only files that come after the manifest. */
export const receiptsFolder = "verified";

/** Says that an artefact was deployed to a tenant, and that what is live there was looked at and is what it says. */
const receiptSchema = z.strictObject({
  tenant: z.string(),
  domain: z.string(),
  /** The digest of the artefact's manifest. */
  artefact: z.string(),
  /** ISO 8601. */
  verifiedAt: z.string(),
  /** SHA-256 of the code that runs, by Terraform's address. */
  live: z.record(z.string(), z.string()),
  /** SHA-256 of everything above, in this order. */
  digest: z.string(),
});

type Receipt = z.output<typeof receiptSchema>;

/** Writes the receipt. @param live SHA-256 of the code that runs, by Terraform's address. */
export function recordVerified({ folder, manifest }: Artefact, tenant: string, live: Record<string, string>): void {
  const said = {
    tenant,
    domain: manifest.tenants[tenant]!.config.domain,
    artefact: manifest.digest,
    verifiedAt: new Date().toISOString(),
    live,
  };
  const file = fileOf(folder, tenant);
  mkdirSync(join(folder, receiptsFolder), { recursive: true });
  writeFileSync(`${file}.new`, digestedText(digested(said)));
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
  if (receipt === "changed") throw refuse(`${where} was changed`);
  if (receipt.tenant !== from) throw refuse(`${where} is for the tenant ${receipt.tenant}`);
  if (receipt.artefact !== manifest.digest) throw refuse(`${where} is for another artefact`);
  if (receipt.domain !== tenant.config.domain) throw refuse(`${where} is for ${receipt.domain}`);
  if (!isDeepStrictEqual(receipt.live, expectedLive(tenant))) throw refuse(`${where} says that different code ran`);
}

/** SHA-256 of the code that is to run, by Terraform's address. */
export function expectedLive({ actions }: ManifestTenant): Record<string, string> {
  return Object.fromEntries(Object.entries(actions).map(([address, { digest }]) => [address, digest]));
}

function fileOf(folder: string, tenant: string): string {
  return join(folder, receiptsFolder, `${tenant}.json`);
}

/** `undefined` when there is none. */
function readReceipt(file: string): Receipt | "changed" | undefined {
  if (!existsSync(file)) return undefined;
  const { success, data } = receiptSchema.safeParse(parsedJson(readFileSync(file, "utf8")));
  if (!success) return "changed";
  const { digest, ...said } = data;
  return digest === digested(said).digest ? data : "changed";
}
