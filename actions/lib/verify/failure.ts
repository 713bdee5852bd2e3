import { errorClass, nodeCode } from "../error-class";
import type { Failed, Outcome } from "../outcome";
import { DeadlineError, RefusedError, ResponseError } from "./transport-errors";

/** A try that did not end in `approved`. */
export interface Failure {
  outcome: Outcome & { result: "failed" };
  /** Whether a second try may help. Never after the deadline. */
  retry: boolean;
  /** Whether Verify may have acted on it all the same. */
  uncertain: boolean;
}

/** Sorts what a try threw. Errors of the network carry a string `code`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DeadlineError) return failure("timeout");
  if (error instanceof ResponseError) return failure("response", { http: error.http });
  if (error instanceof RefusedError) return refusal(error);
  const { code, unsent } = Object(error) as { code?: unknown; unsent?: unknown };
  if (typeof code !== "string") return failure("bug", { code: errorClass(error) });
  const reset = code === "ECONNRESET" || code === "EPIPE";
  return failure("network", { code: nodeCode(code), retry: reset, uncertain: reset && unsent !== true });
}

function refusal({ http, code }: RefusedError): Failure {
  if (http === 429) return failure("rate-limited", { http, code, retry: true });
  if (http >= 500) return failure("server", { http, code, retry: true, uncertain: true });
  if (http === 401 || http === 403) return failure("auth", { http, code });
  return failure("request", { http, code });
}

function failure(
  kind: Failed,
  { http, code, retry = false, uncertain = false }: Partial<Failure> & { http?: number; code?: string | number } = {},
): Failure {
  return { outcome: { result: "failed", class: kind, http, code }, retry, uncertain };
}
