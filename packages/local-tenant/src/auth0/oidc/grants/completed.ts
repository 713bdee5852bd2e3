import type { Login } from "../../login";
import { TokenError } from "../token-error";

/** A login without a browser, once it is over. Throws a `TokenError` for one that was refused. */
export function completed(login: Login): Login {
  const { outcome } = login;
  if (outcome?.status === "completed") return login;
  throw new TokenError(outcome?.error ?? "access_denied", outcome?.description ?? "The login is not over.");
}
