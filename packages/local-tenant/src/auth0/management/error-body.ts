import type { PlatformError } from "../store/errors";

/** The body of a refused Management API call. */
export function formatError(error: PlatformError) {
  return {
    statusCode: error.statusCode,
    error: error.reason,
    message: error.message,
    ...(error.errorCode !== undefined && { errorCode: error.errorCode }),
    ...(error.message === "Invalid token" && { attributes: { error: error.message } }),
  };
}
