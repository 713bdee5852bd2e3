/** A token request that is refused, in the words of the platform. */
export class TokenError extends Error {
  constructor(
    readonly error: string,
    description: string,
    readonly status: 400 | 401 | 403 | 429 = 403,
  ) {
    super(description);
  }
}
