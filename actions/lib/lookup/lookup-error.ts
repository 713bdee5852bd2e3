import { nodeCode } from "../error-class";
import type { Outcome } from "../outcome";
import { DeadlineError } from "../verify/transport-errors";

/**
 * Raised when the tenant does not answer with what was asked for. `http` is `undefined` when there was no answer; `code` says
 * where it went wrong (`token`, `methods`), or is Node's error code or the name of the secret at fault.
 */
export class LookupError extends Error {
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
