import { UserError } from "../../../stacks/errors";
import { npmRun } from "../../support/commands";
import { exitCodes } from "../../support/exit-codes";

export function pairExists(name: string, privateKey: string): UserError {
  return new UserError(
    `${name} already has its key pair; ${privateKey} was not touched.\n` +
      `To replace it, with both public keys valid in between: ${npmRun("rotate", name, "--lookup-key")}`,
    exitCodes.notReady,
  );
}

export function privateKeyElsewhere(name: string, publicKeys: string, privateKey: string): UserError {
  return new UserError(
    `${publicKeys} exists, and ${privateKey} does not: another pair would lock out whoever has the private key now. Nothing was written.\n` +
      `Put that private key into ${privateKey} (chmod 600), or into TF_VAR_AUTH0_LOOKUP_PRIVATE_KEY.\n` +
      `If it is lost: ${npmRun("rotate", name, "--lookup-key")} replaces it, and does not need it.`,
    exitCodes.notReady,
  );
}
