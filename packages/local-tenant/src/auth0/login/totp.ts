import { createHmac, randomBytes } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepMs = 30_000;

/** A new authenticator secret: 32 characters of base32. */
export function newTotpSecret(): string {
  return [...randomBytes(32)].map((byte) => alphabet[byte % 32]).join("");
}

/** The code an authenticator app shows at that time (RFC 6238, SHA-1, six digits, 30 seconds). `at` in ms since the epoch. */
export function totp(secret: string, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / stepMs)));
  const digest = createHmac("sha1", decodeBase32(secret)).update(counter).digest();
  const offset = digest.readUInt8(digest.length - 1) & 0x0f;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** Whether the code is that of now or of a neighbouring step, which allows for clocks that differ. */
export function isTotp(secret: string, code: string, at: number): boolean {
  return [0, -stepMs, stepMs].some((drift) => totp(secret, at + drift) === code);
}

function decodeBase32(text: string): Buffer {
  let bits = "";
  for (const letter of text.toUpperCase().replace(/=+$/, "")) {
    const value = alphabet.indexOf(letter);
    if (value < 0) throw new Error(`An authenticator secret is base32; "${letter}" is not.`);
    bits += value.toString(2).padStart(5, "0");
  }
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}
