/** A mistake that the user who started the local tenant can fix; the message says how. */
export class LocalTenantError extends Error {
  readonly isUserError = true;

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = "LocalTenantError";
  }
}
