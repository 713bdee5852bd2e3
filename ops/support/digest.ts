import { createHash } from "node:crypto";

/** SHA-256 of bytes, of a text's UTF-8 bytes, in hex: how code and files are compared and recorded. */
export function digestOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
