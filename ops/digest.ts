import { createHash } from "node:crypto";

/** SHA-256 of a text's UTF-8 bytes, in hex: how code is compared and recorded. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
