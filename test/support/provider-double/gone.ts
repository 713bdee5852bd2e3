import { ApiError } from "./api/client";

/** What `read` yields, or null when the API answers 404: the resource is gone. */
export async function orGone<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}
