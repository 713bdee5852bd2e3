const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Payload Too Large",
  429: "Too Many Requests",
};

/** A refusal in the platform's own words. The Management API sends it as `{statusCode, error, message, errorCode?}`. */
export class PlatformError extends Error {
  override readonly name = "PlatformError";

  constructor(
    readonly statusCode: 400 | 401 | 403 | 404 | 409 | 413 | 429,
    message: string,
    /** The platform's machine-readable reason; `undefined` where the platform sends none. */
    readonly errorCode?: string,
  ) {
    super(message);
  }

  /** The reason phrase of the status code, as in `error`. */
  get reason(): string {
    return REASONS[this.statusCode] ?? "Error";
  }
}
