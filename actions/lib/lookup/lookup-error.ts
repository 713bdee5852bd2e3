import { nodeCode } from "../error-class";
import type { Outcome } from "../outcome";
import { DeadlineError } from "../verify/transport-errors";

/** Raised when the tenant does not answer with what was asked for. */
export class LookupError extends Error {
  /**
   * @param http `undefined` when there was no answer.
   * @param code where it went wrong (`token`, `methods`), Node's error code, or the name of the secret at fault.
   */
  constructor(
    readonly http: number | undefined,
    readonly code: string | undefined,
  ) {
    super();
  }
}

/** What a look-up threw, as an outcome; anything but a LookupError and errors of the network is thrown again. */
export function lookupFailure(error: unknown): Outcome {
  if (error instanceof LookupError) return { result: "failed", class: "lookup", http: error.http, code: error.code };
  if (error instanceof DeadlineError) return { result: "failed", class: "lookup", code: "timeout" };
  const { code } = Object(error) as { code?: unknown };
  if (typeof code !== "string") throw error;
  return { result: "failed", class: "lookup", code: nodeCode(code) };
}
