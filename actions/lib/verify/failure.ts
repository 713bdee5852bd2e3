import { errorClass } from "../error-class";
import type { Failed, Outcome } from "../outcome";
import { DeadlineError, ResponseError } from "./transport-errors";

/** A try that did not end in `approved`. */
export interface Failure {
  outcome: Outcome & { result: "failed" };
  /** Whether a second try may help. Never after the deadline. */
  retry: boolean;
  /** Whether Verify may have acted on it all the same. */
  uncertain: boolean;
}

/** Sorts what a try threw: Twilio's refusals carry a numeric `status`, errors of the network a string `code`. */
export function failureOf(error: unknown): Failure {
  if (error instanceof DeadlineError) return failure("timeout");
  if (error instanceof ResponseError) return failure("response");
  const { name, status, code } = Object(error) as { name?: unknown; status?: unknown; code?: unknown };
  // By name, since a package may be loaded in a realm with a SyntaxError of its own. Only a success is ever parsed.
  if (name === "SyntaxError") return failure("response", { http: 200 });
  if (typeof status === "number") return refusal(status, typeof code === "number" ? code : undefined);
  if (typeof code !== "string") return failure("bug", { code: errorClass(error) });
  const reset = code === "ECONNRESET" || code === "EPIPE";
  return failure("network", {
    code: /^[A-Z0-9_]{1,40}$/.test(code) ? code : undefined,
    retry: reset,
    uncertain: reset,
  });
}

function refusal(http: number, code: number | undefined): Failure {
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
