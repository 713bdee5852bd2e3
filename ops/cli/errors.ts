import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";

export function unknownTenant(verb: string, name: string | undefined, known: string[]): UserError {
  const what = name === undefined ? "Which tenant?" : `tenants.ts has no tenant "${name}".`;
  return new UserError(`${what} It has ${known.join(", ")}: npm run ${verb} -- ${known[0]}`, exitCodes.notReady);
}

export function argumentMissing(verb: string, argument: string, description: string): UserError {
  return new UserError(
    `Which ${argument}? It takes ${description}: npm run ${verb} -- <${argument}>`,
    exitCodes.notReady,
  );
}

/** @param confirmed the command with everything that was asked for, and the yes. */
export function confirmationImpossible(name: string, confirmed: string): UserError {
  return new UserError(
    `Changing ${name} needs confirmation, and there is no terminal to ask in.\nConfirm with: ${confirmed}`,
    exitCodes.notReady,
  );
}
