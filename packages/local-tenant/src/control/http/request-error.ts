/** A request that the control API refuses; the message is the answer's `error`. */
export class RequestError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 415,
    message: string,
    /** What is wrong with which field of the body or the query, by its path: `app_metadata.plan`. */
    readonly fields?: Readonly<Record<string, string>>,
  ) {
    super(message);
  }
}
