import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workspace } from "./workspace";

/** In PEM: SPKI and PKCS #8. */
export interface RsaKeys {
  publicKey: string;
  privateKey: string;
}

/**
 * An RSA key pair of 2048 bits; another name is another pair. A search for primes takes tenths of a second, so a pair is
 * made once and kept in `.cache/test-keys`.
 */
export function rsaKeys(name = "one"): RsaKeys {
  const folder = join(workspace, ".cache", "test-keys");
  const file = join(folder, `${name}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  const keys = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
  return keys;
}
