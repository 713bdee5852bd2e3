import type { Instant, Secret } from "./entities";
import { refuseRepeated } from "./repeated";

/** A secret as it is written; `value` undefined keeps the value that stands under this name. */
export interface SecretInput {
  name: string;
  value?: string;
}

/**
 * The set of secrets after a write that names them: names left out go, known names keep their place, new ones follow.
 * A new name without a value gets an empty one. @throws PlatformError 400 for a name that is there twice.
 */
export function replaceSecrets(before: readonly Secret[], input: readonly SecretInput[], now: Instant): Secret[] {
  refuseRepeated("secret", input);
  const wanted = new Map(input.map((entry) => [entry.name, entry.value]));
  const kept = before
    .filter((secret) => wanted.has(secret.name))
    .map((secret) => {
      const value = wanted.get(secret.name);
      return value === undefined ? secret : { ...secret, value, updatedAt: now };
    });
  const known = new Set(before.map((secret) => secret.name));
  const added = [...wanted]
    .filter(([name]) => !known.has(name))
    .map(([name, value]) => ({ name, value: value ?? "", updatedAt: now }));
  return [...kept, ...added];
}
