/**
 * Raised when the deadline passes; the request is abandoned, even if Verify acts on it. `unsent`: nothing had been
 * sent.
 */
export class DeadlineError extends Error {
  constructor(readonly unsent = false) {
    super();
  }
}

/**
 * Raised for an HTTP status other than success. `code` is Twilio's error number; `undefined` when the body has none.
 */
export class RefusedError extends Error {
  constructor(
    readonly http: number,
    readonly code?: number,
  ) {
    super();
  }
}

/** Raised for a success that no Verify answers. */
export class ResponseError extends Error {
  constructor(readonly http: number) {
    super();
  }
}
