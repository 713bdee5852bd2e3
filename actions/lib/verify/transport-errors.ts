/** Raised when the deadline passes; the request is given up, whatever Verify makes of it. */
export class DeadlineError extends Error {
  /** @param unsent nothing had been sent by then. */
  constructor(readonly unsent = false) {
    super();
  }
}

/** Raised for an HTTP status that is no success. */
export class RefusedError extends Error {
  /** @param code Twilio's error number; `undefined` when the body has none. */
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
