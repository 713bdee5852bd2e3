import { timingSafeEqual } from "node:crypto";

/** Compares in a time that says nothing about where two secrets differ. */
export function equalSecrets(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
