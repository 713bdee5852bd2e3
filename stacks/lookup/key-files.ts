import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { UserError } from "../errors";
import { outputFolder } from "../output";
import { repoRoot } from "../repo-root";
import { isLoopback, type Tenant } from "../tenant-schema";

/** Where the keys of a tenant's look-up client are. */
export interface LookupKeyFiles {
  /** One public key in PEM (SPKI); during a rotation the next one after it. May be committed. */
  publicKeys: string;
  /** In PEM (PKCS#8), readable by its owner alone and ignored by git. */
  privateKey: string;
  /** The private key that a rotation brings in; there as long as the rotation is not complete. */
  nextPrivateKey: string;
}

/** The key of a tenant on this machine is worth nothing elsewhere, and is kept beside the local tenant's other files. */
export function lookupKeyFiles(name: string, tenant: Pick<Tenant, "domain">): LookupKeyFiles {
  const folder = isLoopback(tenant)
    ? join(outputFolder(), "..", ".cache", "lookup-keys")
    : join(repoRoot, "lookup-keys");
  return {
    publicKeys: join(folder, `${name}.public.pem`),
    privateKey: join(folder, `${name}.private.pem`),
    nextPrivateKey: join(folder, `${name}.next.private.pem`),
  };
}

/** `undefined` when there is no such file. @throws UserError when it can't be read. */
export function readKeyFile(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UserError(`${displayPath(file)} can't be read: ${(error as Error).message}.`, 3);
  }
}

/** From the repository's folder, where the file is in it. */
export function displayPath(file: string): string {
  const path = relative(repoRoot, file);
  return path.startsWith("..") ? file : path;
}
