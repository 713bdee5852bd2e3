import { UserError } from "../../stacks/errors";

/** An API's refusal. `status` is the HTTP status. */
export class RefusedError extends UserError {
  constructor(
    message: string,
    readonly status: number,
    exitCode?: number,
  ) {
    super(message, exitCode);
  }
}

/** No answer came. */
export class UnreachableError extends UserError {}
