import { numbersOf } from "../../auth0/login";
import type { User } from "../../auth0/users";

/** Handles of users by each number and e-mail address at which they can get a code. */
export function usersByRecipient(users: readonly User[]): ReadonlyMap<string, string> {
  return new Map(
    users.flatMap((user) => recipientsOf(user).map((to): [string, string] => [to, user.handle])).reverse(),
  );
}

function recipientsOf(user: User): string[] {
  return [...numbersOf(user), ...(user.email ? [user.email] : [])];
}
