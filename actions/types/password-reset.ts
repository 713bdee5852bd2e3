import type { PostLoginEvent } from "./post-login";

/**
 * The part of Auth0's password-reset-post-challenge v1 `event` that the Action uses (Auth0 docs, Password Reset Triggers).
 * It runs after the user has passed the reset's first challenge and before they set a password.
 */
export type PasswordResetEvent<Secrets extends object> = Pick<
  PostLoginEvent<Secrets>,
  "authentication" | "connection" | "user" | "secrets"
>;
