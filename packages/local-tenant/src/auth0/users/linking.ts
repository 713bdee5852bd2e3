import type { UserStore } from "./store";
import type { Identity, NewUser, User } from "./types";

/**
 * Links another user's accounts to a user, as `POST /api/v2/users/{id}/identities` does: the other user is gone, with
 * their metadata and factors; the linked identity keeps their profile.
 */
export function linkUsers(users: UserStore, user: User, other: User, now: string): void {
  const [primary, ...linked] = other.identities;
  users.remove(other);
  user.identities.push({ ...primary!, profileData: profileOf(other) }, ...linked);
  if (other.password !== undefined) user.password ??= other.password;
  user.updated_at = now;
}

/**
 * Makes a linked identity a user of its own again, as `DELETE /api/v2/users/{id}/identities/{provider}/{user_id}` does:
 * without metadata (Auth0 docs, Unlink User Accounts), with the password where it was the only database account.
 */
export function unlinkIdentity(users: UserStore, user: User, identity: Identity, now: string): User {
  user.identities = user.identities.filter((each) => each !== identity);
  user.updated_at = now;
  const { profileData, ...account } = identity;
  const separate: NewUser = { ...profileData, handle: freeHandle(users, identity), identities: [account] };
  const takesPassword = isDatabase(identity) && !user.identities.some(isDatabase);
  if (!takesPassword || user.password === undefined) return users.add(separate);
  const { password } = user;
  delete user.password;
  return users.add({ ...separate, password });
}

/** Whether a password opens it. */
export function isDatabase({ provider }: Identity): boolean {
  return provider === "auth0";
}

function profileOf({ name, nickname, email, email_verified, phone_number, phone_verified }: User) {
  const profile = { name, nickname, email, email_verified, phone_number, phone_verified };
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined));
}

/** The e-mail address or number, which nobody else goes by; else the account's id. */
function freeHandle(users: UserStore, { provider, user_id, profileData = {} }: Identity): string {
  const taken = new Set(users.all().map(({ handle }) => handle));
  const wanted = [profileData.email, profileData.phone_number].find(
    (each) => typeof each === "string" && !taken.has(each),
  );
  return typeof wanted === "string" ? wanted : `${provider}-${user_id}`;
}
