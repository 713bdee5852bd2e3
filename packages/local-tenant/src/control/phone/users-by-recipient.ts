import { toE164 } from "../../auth0/login";
import type { User } from "../../auth0/users";

/** Handles of users by each number and e-mail address at which they can get a code. */
export function usersByRecipient(users: readonly User[]): ReadonlyMap<string, string> {
  return new Map(
    users.flatMap((user) => recipientsOf(user).map((to): [string, string] => [to, user.handle])).reverse(),
  );
}

function recipientsOf({ phone_number, email, identities, enrollments }: User): string[] {
  const linked = identities.map(({ profileData }) => profileData?.phone_number);
  const enrolled = enrollments.flatMap((each) => (each.type === "phone" ? each.phoneNumber : []));
  const numbers = [phone_number, ...linked, ...enrolled].filter((number) => typeof number === "string");
  return [...numbers.map(toE164), ...(email ? [email] : [])];
}
