/**
 * What goes wrong. `delay`, `drip` and `hang` concern the connection, `reset` destroys it, the others are answers.
 *
 * - `delay`: the true answer, `ms` later.
 * - `hang`: nothing, until the client goes away.
 * - `drip`: the true answer, one byte every `intervalMs`.
 * - `reset`: the socket is destroyed without an answer.
 * - `error`: Twilio's error body for that status; 429 carries `Retry-After`.
 * - `refusal`: Twilio's error body with this status and this error number.
 * - `html`: an HTML page, as a proxy in between would answer.
 * - `bad-json`: status 200, JSON that ends half-way.
 */
export type FaultKind =
  | { kind: "delay"; ms: number }
  | { kind: "hang" }
  | { kind: "drip"; intervalMs: number }
  | { kind: "reset" }
  | { kind: "error"; status: 401 | 404 | 500 }
  | { kind: "error"; status: 429; retryAfterSeconds?: number }
  | { kind: "refusal"; status: 400 | 401 | 403 | 404 | 429 | 500; code: number }
  | { kind: "html"; status: 200 | 500 }
  | { kind: "bad-json" };

/** A fault, how many requests it hits, and whether the request took effect all the same. */
export type Fault = FaultKind & {
  /** How many requests it hits; `undefined` means every one until it is cleared. */
  times?: number;
  /**
   * Whether the request is carried out before its answer is lost or replaced, as when a time-out hides a success.
   * `undefined` means no. `delay` and `drip` always carry it out: they give the true answer.
   */
  takesEffect?: boolean;
};
