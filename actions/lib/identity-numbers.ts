import type { Identity, User } from "../types/post-login";

/**
 * The phone numbers, as stored, of the user's identities of one connection strategy (and connection, when given): one
 * entry an identity, `undefined` where it has none. The primary identity's number stands in `user.phone_number`, a
 * linked one's in its `profileData` (Auth0 docs, User Account Linking).
 */
export function identityNumbers(user: User, provider: string, connection?: string): unknown[] {
  const identities = Array.isArray(user.identities) ? user.identities : [];
  if (identities.length === 0) return user.user_id?.startsWith(`${provider}|`) ? [user.phone_number] : [];
  return identities
    .filter((identity) => identity?.provider === provider && isOf(identity, connection))
    .map((identity) => (isPrimary(user, identity) ? user.phone_number : identity.profileData?.phone_number));
}

function isOf(identity: Identity, connection: string | undefined): boolean {
  return connection === undefined || identity.connection === undefined || identity.connection === connection;
}

function isPrimary(user: User, identity: Identity): boolean {
  return user.user_id === `${identity.provider}|${identity.user_id}`;
}
