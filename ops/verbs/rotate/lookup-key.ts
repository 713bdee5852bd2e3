import { UserError } from "../../../stacks/errors";
import { displayPath, lookupKeyFiles, readKeyFile } from "../../../stacks/lookup/key-files";
import { makeKeyPair } from "../../../stacks/lookup/key-pair";
import { keyIdOf, publicKeysIn } from "../../../stacks/lookup/public-keys";
import { isLoopback, looksUp } from "../../../stacks/tenant-schema";
import { npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";
import type { Invocation } from "../../support/invocation";
import { PRIVATE_KEY_VARIABLE, readPrivateKeyFile } from "../../terraform/lookup-private-key";

/**
 * Makes the key pair of a tenant's look-up client, and prints neither of the two. Returns the exit code.
 * @throws UserError, with nothing written, when there is a key already.
 */
export async function lookupKey({ name, tenant, output }: Invocation): Promise<number> {
  const files = lookupKeyFiles(name, tenant);
  const [publicKeys, privateKey] = [readKeyFile(files.publicKeys), readPrivateKeyFile(files.privateKey)];
  // For a tenant on this machine, whatever ran first created the pair.
  if (publicKeys !== undefined && !isLoopback(tenant)) {
    throw privateKey === undefined
      ? privateKeyElsewhere(name, displayPath(files.publicKeys), displayPath(files.privateKey))
      : pairExists(name, displayPath(files.privateKey));
  }
  makeKeyPair(files);
  const [publicKey] = publicKeysIn(readKeyFile(files.publicKeys) ?? "", displayPath(files.publicKeys));
  const made = { publicKey: displayPath(files.publicKeys), privateKey: displayPath(files.privateKey) };
  output.result(
    { tenant: name, ...made, keyId: keyIdOf(publicKey!) },
    described(name, made, isLoopback(tenant), looksUp(tenant)),
  );
  return exitCodes.done;
}

function described(
  name: string,
  { publicKey, privateKey }: { publicKey: string; privateKey: string },
  local: boolean,
  on: boolean,
): string {
  const width = Math.max(publicKey.length, privateKey.length);
  const setting = `Set settings.mfaFeedback.enrolledNumber: "lookup" for ${name} in tenants.ts, then: `;
  return [
    `${publicKey.padEnd(width)}   the public key${local ? "" : ": commit it"}; the deploy gives it to the look-up client`,
    `${privateKey.padEnd(width)}   the private key: you alone can read it; the deploy gives it to mfa-feedback`,
    ...(local
      ? []
      : [`\nWhere others deploy, in CI for instance, they need the private key in ${PRIVATE_KEY_VARIABLE}.`]),
    `${on ? "Next: " : setting}${npmRun("deploy", name)}`,
    "",
  ].join("\n");
}

function pairExists(name: string, privateKey: string): UserError {
  return new UserError(
    `${name} already has its key pair; ${privateKey} was not touched.\n` +
      `To replace it, with both public keys valid in between: ${npmRun("rotate", name, "--lookup-key")}`,
    exitCodes.notReady,
  );
}

function privateKeyElsewhere(name: string, publicKeys: string, privateKey: string): UserError {
  return new UserError(
    `${publicKeys} exists, and ${privateKey} does not: another pair would lock out whoever has the private key now. Nothing was written.\n` +
      `Put that private key into ${privateKey} (chmod 600), or into TF_VAR_AUTH0_LOOKUP_PRIVATE_KEY.\n` +
      `If it is lost: ${npmRun("rotate", name, "--lookup-key")} replaces it, and does not need it.`,
    exitCodes.notReady,
  );
}
