/** A mistake that the person who started the local tenant can mend; the message says how. */
export class SandboxError extends Error {
  readonly isUserError = true;

  constructor(
    message: string,
    readonly exitCode = 1,
  ) {
    super(message);
    this.name = "SandboxError";
  }
}
