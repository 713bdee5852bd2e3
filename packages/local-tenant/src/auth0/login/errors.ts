/** A login that can't begin as it was asked for, or a step that does not fit its state. The caller's mistake. */
export class LoginError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "LoginError";
  }
}
