import { generateKeyPairSync } from "node:crypto";
import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../errors";
import { displayPath, type LookupKeyFiles, readKeyFile } from "./key-files";
import { publicKeyOf } from "./public-keys";

/**
 * Makes what is missing of a key pair and overwrites nothing: a private key that is there gets its public one. Several
 * processes at once end with the same pair. @throws UserError when the file of the private key holds something else.
 */
export function makeKeyPair({ publicKeys, privateKey }: LookupKeyFiles): void {
  if (readKeyFile(publicKeys) !== undefined && readKeyFile(privateKey) !== undefined) return;
  makePrivateKey(privateKey);
  const publicKey = publicKeyOf(readKeyFile(privateKey) ?? "");
  if (publicKey === undefined) {
    throw new UserError(`${displayPath(privateKey)} is not an RSA private key (PKCS#8, PEM).\nMove it away.`, 3);
  }
  writePublicKeys(publicKeys, [publicKey]);
}

/** RSA, 2048 bits, PKCS#8 in PEM, readable by its owner alone. Leaves a file that is there. */
export function makePrivateKey(file: string): void {
  if (readKeyFile(file) !== undefined) return;
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  try {
    // Unlike a rename, it fails where another process was first.
    linkSync(beside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(beside);
  }
}

/** In one step, so that it is never read half written. */
export function writePublicKeys(file: string, publicKeys: readonly string[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, publicKeys.join(""));
  renameSync(beside, file);
}
