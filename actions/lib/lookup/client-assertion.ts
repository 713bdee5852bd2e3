import { createPrivateKey, type KeyObject, randomUUID, sign } from "node:crypto";

const LIFETIME_S = 60;

/**
 * Reads an RSA private key, PKCS#8: PEM, or its base64 without the first and last line, which fits an environment variable.
 * `undefined` for anything else.
 */
export function readPrivateKey(text: string): KeyObject | undefined {
  try {
    const key = text.includes("-----BEGIN")
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
    return key.asymmetricKeyType === "rsa" ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A client assertion for the tenant's token endpoint (private_key_jwt, RFC 7523), signed with RS256. */
export function clientAssertion(origin: string, clientId: string, key: KeyObject): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: `${origin}/`,
    iat: now,
    exp: now + LIFETIME_S,
    jti: randomUUID(),
  };
  const input = `${encoded({ alg: "RS256", typ: "JWT" })}.${encoded(claims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
