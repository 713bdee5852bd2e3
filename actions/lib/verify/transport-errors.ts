/** Raised when the deadline passes; the request is given up, whatever Verify makes of it. */
export class DeadlineError extends Error {}

/** Raised for an answer that no Verify gives. */
export class ResponseError extends Error {}
