import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { UserError } from "../../stacks/errors";
import { exitCodes } from "./exit-codes";

const SALT = 16;
const IV = 12;
const TAG = 16;
const SHORTEST_KEY = 32;
/** Random base64 of that length has some 26 different characters, and fewer than 12 hardly ever. */
const FEWEST_DIFFERENT = 12;

/** What a sealed file is for: it opens for nothing else. `undefined` is something of its own. */
export interface Seal {
  /** Its first line, which says what the file is: then come salt, initialisation vector, tag, and the file, encrypted. */
  label: string;
  boundTo: readonly (string | undefined)[];
}

/**
 * Encrypts a file, with AES-256-GCM and a key made from `key` with scrypt.
 * @throws UserError when there is no key, or one that could be guessed.
 */
export function sealFile(file: string, target: string, seal: Seal, key: string | undefined): void {
  const [salt, iv] = [randomBytes(SALT), randomBytes(IV)];
  const cipher = createCipheriv("aes-256-gcm", derived(key, salt), iv).setAAD(bound(seal));
  const body = Buffer.concat([cipher.update(readFileSync(file)), cipher.final()]);
  writeFileSync(target, Buffer.concat([Buffer.from(seal.label), salt, iv, cipher.getAuthTag(), body]), { mode: 0o600 });
}

/** What was sealed; `undefined` when it is not exactly that, or for something else. @throws UserError like `sealFile`. */
export function openSealedFile(sealed: string, seal: Seal, key: string | undefined): Buffer | undefined {
  const parts = split(readFileSync(sealed), Buffer.from(seal.label));
  if (parts === undefined) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", derived(key, parts.salt), parts.iv).setAAD(bound(seal));
  decipher.setAuthTag(parts.tag);
  try {
    return Buffer.concat([decipher.update(parts.body), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** @throws UserError when there is no key, or one that could be guessed. */
export function goodKey(key: string | undefined): string {
  if (!key) throw planKeyMissing();
  if (key.length < SHORTEST_KEY) throw planKeyGuessable(`PLAN_KEY is shorter than ${SHORTEST_KEY} characters`);
  if (new Set(key).size < FEWEST_DIFFERENT) throw planKeyGuessable("PLAN_KEY repeats a few characters");
  return key;
}

function split(file: Buffer, label: Buffer): { salt: Buffer; iv: Buffer; tag: Buffer; body: Buffer } | undefined {
  const start = label.length;
  if (file.length < start + SALT + IV + TAG || !file.subarray(0, start).equals(label)) return undefined;
  const at = (from: number, length: number) => file.subarray(start + from, start + from + length);
  return {
    salt: at(0, SALT),
    iv: at(SALT, IV),
    tag: at(SALT + IV, TAG),
    body: file.subarray(start + SALT + IV + TAG),
  };
}

function derived(key: string | undefined, salt: Buffer): Buffer {
  return scryptSync(goodKey(key), salt, 32);
}

function bound({ boundTo }: Seal): Buffer {
  return Buffer.from(JSON.stringify(boundTo.map((part) => part ?? null)));
}

function planKeyMissing(): UserError {
  return new UserError(
    "PLAN_KEY is not set. It encrypts a plan, or a state that can't be written. Nothing was changed.\n" +
      "Make one (openssl rand -base64 32) and store it as the secret PLAN_KEY of the environments <tenant>-seal and <tenant>,\n" +
      "not of <tenant>-plan, which pull requests may use.",
    exitCodes.notReady,
  );
}

function planKeyGuessable(flaw: string): UserError {
  return new UserError(`${flaw}, so it could be guessed.\nMake another: openssl rand -base64 32`, exitCodes.notReady);
}
