import { createPrivateKey } from "node:crypto";
import { statSync } from "node:fs";
import { UserError } from "../../stacks/errors";
import { displayPath, type LookupKeyFiles, readKeyFile } from "../../stacks/lookup/key-files";
import { makeKeyPair } from "../../stacks/lookup/key-pair";
import { publicKeyOf } from "../../stacks/lookup/public-keys";
import type { Environment } from "../support/environment";
import { exitCodes } from "../support/exit-codes";

/** Permission bits that let the group or everybody read a file. */
const READABLE_BY_OTHERS = 0o044;
export const PRIVATE_KEY_VARIABLE = "TF_VAR_AUTH0_LOOKUP_PRIVATE_KEY";

/**
 * The look-up client's private key from its file, as a variable; none if there is no such file.
 * @param local the tenant is on this machine: the first who looks makes the pair.
 * @throws UserError when others on this machine can read the file, or it holds something else.
 */
export function privateKeyVariable(files: LookupKeyFiles, local: boolean): Environment {
  if (local) makeKeyPair(files);
  const value = readPrivateKeyFile(files.privateKey);
  return value === undefined ? {} : { [PRIVATE_KEY_VARIABLE]: value };
}

/** In base64 on one line, as an Action's secret has it; `undefined` without a file. @throws UserError as above. */
export function readPrivateKeyFile(file: string): string | undefined {
  const text = readKeyFile(file);
  if (text === undefined) return undefined;
  // Windows has no such bits.
  if (process.platform !== "win32" && (statSync(file).mode & READABLE_BY_OTHERS) !== 0) {
    throw notReady(
      `${displayPath(file)} holds a private key, and other users of this machine can read it.\nRun: chmod 600 ${displayPath(file)}`,
    );
  }
  if (publicKeyOf(text) === undefined) {
    throw notReady(
      `${displayPath(file)} is not an RSA private key (PKCS#8, PEM).\nRestore the key that was there, or replace it with: npm run rotate -- <tenant> --lookup-key`,
    );
  }
  return createPrivateKey(text).export({ type: "pkcs8", format: "der" }).toString("base64");
}

function notReady(message: string): UserError {
  return new UserError(message, exitCodes.notReady);
}
