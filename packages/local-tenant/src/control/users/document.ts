import { usualMethod } from "../../auth0/login";
import type { User } from "../../auth0/users";

/** A user as the control API and the start page show it; no password and no secret of an authenticator. */
export interface UserDocument {
  handle: string;
  name: string;
  user_id: string;
  email?: string;
  phone_number?: string;
  /** True: every login of the user is refused. */
  blocked?: true;
  /** Providers of the identities, the primary one first. */
  identities: string[];
  /** Enrolled factors, a phone with its number. */
  factors: string[];
  /** Finished logins so far. */
  logins_count: number;
  /** The first factor that fits the user. */
  method: ReturnType<typeof usualMethod>;
}

export function userDocument(user: User): UserDocument {
  const { handle, name, user_id, email, phone_number, blocked, identities, enrollments } = user;
  return {
    handle,
    name,
    user_id,
    ...(email && { email }),
    ...(phone_number && { phone_number }),
    ...(blocked && { blocked }),
    identities: identities.map(({ provider }) => provider),
    factors: enrollments.map((each) => (each.type === "phone" ? `${each.type} ${each.phoneNumber}` : each.type)),
    logins_count: user.loginsCount,
    method: usualMethod(user),
  };
}
