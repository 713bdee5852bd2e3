/** Raised when the deadline passes; the request is given up, whatever Verify makes of it. `unsent`: nothing had been sent. */
export class DeadlineError extends Error {
  constructor(readonly unsent = false) {
    super();
  }
}

/** Raised for an HTTP status that is no success. `code` is Twilio's error number; `undefined` when the body has none. */
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
