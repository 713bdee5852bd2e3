import type { User } from "../users";
import type { Claims } from "./signing-key";

/** What scopes tell an application about a user. */
export function profileClaims(user: User, scope: readonly string[]): Claims {
  const { user_id: sub, name, nickname, updated_at, email, email_verified, phone_number, phone_verified } = user;
  return {
    sub,
    ...(scope.includes("profile") && { name, nickname: nickname ?? (email ?? name).split("@")[0], updated_at }),
    ...(scope.includes("email") && email !== undefined && { email, email_verified }),
    ...(scope.includes("phone") &&
      phone_number !== undefined && { phone_number, phone_number_verified: phone_verified === true }),
  };
}
