import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { UserError } from "../errors";

/** Bits of the modulus. */
const LEAST_BITS = 2048;
/** Auth0 takes so many public keys of a client at once: the one in use and, during a rotation, the next. */
const MOST_KEYS = 2;

/** @param file for the error. @throws UserError when the text is anything but one or two public keys. */
export function publicKeysIn(text: string, file: string): string[] {
  const blocks = text.match(/-----BEGIN [A-Z ]+-----[\s\S]*?-----END [A-Z ]+-----/g) ?? [];
  if (blocks.some((block) => !block.startsWith("-----BEGIN PUBLIC KEY-----"))) {
    throw wrongPublicKeys(file, "holds something other than public keys");
  }
  if (blocks.length === 0 || blocks.length > MOST_KEYS) {
    throw wrongPublicKeys(file, `holds ${blocks.length} public keys; it must be 1, or 2 during a rotation`);
  }
  return blocks.map((block) => inPem(publicKeyIn(block, file)));
}

/**
 * The public key, in PEM, of an RSA private key in PEM, or in base64 without the first and last line.
 * `undefined` for anything else.
 */
export function publicKeyOf(privateKey: string): string | undefined {
  try {
    const key = privateKey.includes("-----BEGIN")
      ? createPrivateKey(privateKey)
      : createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" });
    return key.asymmetricKeyType === "rsa" ? inPem(createPublicKey(key)) : undefined;
  } catch {
    return undefined;
  }
}

/** The name that Auth0 gives a public key: its JWK thumbprint (RFC 7638, SHA-256, base64url). */
export function keyIdOf(publicKey: string): string {
  const { e, n } = createPublicKey(publicKey).export({ format: "jwk" });
  return createHash("sha256")
    .update(JSON.stringify({ e, kty: "RSA", n }))
    .digest("base64url");
}

/** What the dashboard calls it. */
export function credentialName(publicKey: string): string {
  return `look-up ${keyIdOf(publicKey).slice(0, 8)}`;
}

function publicKeyIn(block: string, file: string): KeyObject {
  const wrong = wrongPublicKeys(file, `holds a key that is not RSA of ${LEAST_BITS} bits or more`);
  let key: KeyObject;
  try {
    key = createPublicKey(block);
  } catch {
    throw wrong;
  }
  if (key.asymmetricKeyType !== "rsa" || (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS) throw wrong;
  return key;
}

function inPem(key: KeyObject): string {
  return String(key.export({ type: "spki", format: "pem" }));
}

function wrongPublicKeys(file: string, what: string): UserError {
  return new UserError(`${file} ${what}.\nRestore it from git.`, 3);
}
