import type { Identity, User } from "../types/post-login";
import type { StoredNumber } from "./phone-number";

/** An account of the user with a connection, and the phone number that it holds. */
export interface Account {
  /** The connection's strategy: `sms`, `auth0`, … */
  provider: string | undefined;
  /** The connection's name; `undefined` where the event does not tell. */
  connection: string | undefined;
  /** As stored; `undefined` where it has none. */
  phoneNumber: unknown;
  phoneVerified: unknown;
}

/**
 * The user's accounts. The primary one's number is in `user.phone_number`, a linked one's in its `profileData` (Auth0
 * docs, User Account Linking). Without a list of identities there is the primary one alone, by the prefix of `user_id`.
 */
export function accountsOf(user: User): Account[] {
  const identities = Array.isArray(user.identities) ? user.identities : [];
  if (identities.length === 0) return [primaryAccount(user)];
  return identities
    .filter((identity) => typeof identity === "object" && identity !== null)
    .map((identity) => (isPrimary(user, identity) ? primaryAccount(user, identity) : linkedAccount(identity)));
}

/** `identity`: its entry in the list of identities; `undefined` where that is of no interest or there is none. */
export function primaryAccount(user: User, identity?: Identity): Account {
  return {
    provider: /^([^|]+)\|/.exec(user.user_id)?.[1],
    connection: identity?.connection,
    phoneNumber: user.phone_number,
    phoneVerified: user.phone_verified,
  };
}

function linkedAccount({ provider, connection, profileData }: Identity): Account {
  return {
    provider,
    connection,
    phoneNumber: profileData?.phone_number,
    phoneVerified: profileData?.phone_verified,
  };
}

function isPrimary(user: User, identity: Identity): boolean {
  return user.user_id === `${identity.provider}|${identity.user_id}`;
}

/**
 * The account's number. The platform writes that of an `sms` account and verifies that of a database account; what
 * another provider says of a number proves nothing.
 */
export function numberOf(account: Account): StoredNumber {
  return { value: account.phoneNumber, byPlatform: isByPlatform(account) };
}

/**
 * Whether the user once typed a code that went to the account's number. An explicit "not verified" is believed of all.
 * An `sms` account has a number even where the event does not tell it; a database account may have none.
 */
export function isProven(account: Account): boolean {
  const { provider, phoneNumber, phoneVerified } = account;
  return isByPlatform(account) && phoneVerified !== false && (provider === "sms" || Boolean(phoneNumber));
}

function isByPlatform({ provider, phoneVerified }: Account): boolean {
  return provider === "sms" || (provider === "auth0" && phoneVerified === true);
}
