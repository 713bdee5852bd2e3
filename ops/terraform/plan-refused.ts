import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";

/** A plan that may not be applied, where another one may. Nothing was changed. */
export class PlanRefused extends UserError {
  /** @param reason what is wrong with the plan, in sentences of their own. */
  constructor(
    readonly reason: string,
    exitCode: number = exitCodes.problems,
  ) {
    super(`${reason}\nRun this again to make a new plan.`, exitCode);
  }
}
