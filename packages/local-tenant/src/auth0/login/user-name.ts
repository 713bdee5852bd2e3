import type { User } from "../users";

/** What the tenant log calls a user: what the primary identity signs in with, a number for an SMS account. */
export function userName({ identities, email, phone_number, name }: User): string {
  return (identities[0]?.provider === "sms" ? (phone_number ?? email) : (email ?? phone_number)) ?? name;
}
