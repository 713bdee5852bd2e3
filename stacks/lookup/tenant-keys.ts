import { UserError } from "../errors";
import { isLoopback, type Tenant } from "../tenant-schema";
import { displayPath, lookupKeyFiles, readKeyFile } from "./key-files";
import { makeKeyPair } from "./key-pair";
import { publicKeysIn } from "./public-keys";

/**
 * The public keys of a tenant's look-up client, in PEM. A tenant on this machine gets its key pair here.
 * @throws UserError that says which file is missing or wrong.
 */
export function lookupPublicKeys(name: string, tenant: Pick<Tenant, "domain">): string[] {
  const files = lookupKeyFiles(name, tenant);
  if (isLoopback(tenant)) makeKeyPair(files);
  const text = readKeyFile(files.publicKeys);
  if (text === undefined) throw publicKeyMissing(name, displayPath(files.publicKeys));
  return publicKeysIn(text, displayPath(files.publicKeys));
}

function publicKeyMissing(name: string, file: string): UserError {
  return new UserError(
    `${name} looks up enrolled numbers, but the public key of its look-up client is missing: ${file}.\n` +
      `Make the key pair with npm run lookup-key -- ${name}. If somebody else has made it, get that file from them: it is no secret.`,
    3,
  );
}
