import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { noSealedPlan, planKeyGuessable, planKeyMissing, sealBroken } from "./errors";

// A file is MAGIC, then salt, initialisation vector and tag, then the plan, encrypted.
const MAGIC = Buffer.from("auth0-verify-feedback plan 1\n");
const SALT = 16;
const IV = 12;
const TAG = 16;
const SHORTEST_KEY = 32;
/** Random base64 of that length has some 26 different characters, and fewer than 12 hardly ever. */
const FEWEST_DIFFERENT = 12;

/** What a sealed plan is for: it opens for nothing else. */
export interface SealedFor {
  tenant: string;
  /** The artefact's digest; `undefined` when the plan was made from what stands in the repository. */
  artefact: string | undefined;
  /** `owner/name` and the number of the workflow's run; `undefined` outside a workflow. */
  repository: string | undefined;
  run: string | undefined;
}

/**
 * Encrypts a saved plan, with AES-256-GCM and a key made from `key` with scrypt. A plan holds no secret of ours, but
 * the Actions' code and ids, and whoever can write it decides what is applied.
 * @throws UserError when there is no key, or one that could be guessed.
 */
export function sealPlan(plan: string, target: string, purpose: SealedFor, key: string | undefined): void {
  const [salt, iv] = [randomBytes(SALT), randomBytes(IV)];
  const cipher = createCipheriv("aes-256-gcm", derived(key, salt), iv).setAAD(bound(purpose));
  const body = Buffer.concat([cipher.update(readFileSync(plan)), cipher.final()]);
  writeFileSync(target, Buffer.concat([MAGIC, salt, iv, cipher.getAuthTag(), body]), { mode: 0o600 });
}

/** Decrypts one into a file that only this user can read. @throws UserError when it is not exactly what was sealed. */
export function openSealedPlan(sealed: string, target: string, purpose: SealedFor, key: string | undefined): void {
  if (!existsSync(sealed)) throw noSealedPlan(sealed);
  const parts = split(readFileSync(sealed));
  if (parts === undefined) throw sealBroken(sealed, purpose.tenant);
  const decipher = createDecipheriv("aes-256-gcm", derived(key, parts.salt), parts.iv).setAAD(bound(purpose));
  writeFileSync(target, opened(decipher.setAuthTag(parts.tag), parts.body, sealed, purpose), { mode: 0o600 });
}

function opened(
  decipher: ReturnType<typeof createDecipheriv>,
  body: Buffer,
  sealed: string,
  { tenant }: SealedFor,
): Buffer {
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    throw sealBroken(sealed, tenant);
  }
}

function split(file: Buffer): { salt: Buffer; iv: Buffer; tag: Buffer; body: Buffer } | undefined {
  const start = MAGIC.length;
  if (file.length < start + SALT + IV + TAG || !file.subarray(0, start).equals(MAGIC)) return undefined;
  const at = (from: number, length: number) => file.subarray(start + from, start + from + length);
  return {
    salt: at(0, SALT),
    iv: at(SALT, IV),
    tag: at(SALT + IV, TAG),
    body: file.subarray(start + SALT + IV + TAG),
  };
}

function derived(key: string | undefined, salt: Buffer): Buffer {
  if (!key) throw planKeyMissing();
  if (key.length < SHORTEST_KEY) throw planKeyGuessable(`is shorter than ${SHORTEST_KEY} characters`);
  if (new Set(key).size < FEWEST_DIFFERENT) throw planKeyGuessable("repeats a few characters");
  return scryptSync(key, salt, 32);
}

function bound({ tenant, artefact, repository, run }: SealedFor): Buffer {
  return Buffer.from(JSON.stringify([tenant, artefact ?? null, repository ?? null, run ?? null]));
}
