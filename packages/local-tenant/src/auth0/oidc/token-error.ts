import type { Context } from "hono";

/** A token request that is refused, in the words of the platform. */
export class TokenError extends Error {
  constructor(
    readonly error: string,
    description: string,
    readonly status: 400 | 401 | 403 | 429 = 403,
  ) {
    super(description);
  }

  /** What the application reads. */
  get body(): object {
    return { error: this.error, error_description: this.message };
  }
}

/** Answers with what `act` gives, or with the `TokenError` that it throws. */
export async function orTokenError(c: Context, act: () => Promise<Response>): Promise<Response> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TokenError)) throw error;
    return c.json(error.body, error.status);
  }
}
