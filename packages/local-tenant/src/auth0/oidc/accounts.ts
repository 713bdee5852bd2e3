import { type FirstFactor, toE164 } from "../login";
import type { Identity, User } from "../users";

/** Whom an identifier stands for, and how they sign in with it. */
export interface Account {
  user: User;
  connection: string;
  method: Extract<FirstFactor, "password" | "sms" | "email" | "federated">;
  /** The number that a code goes to. */
  phoneNumber?: string;
}

/**
 * The account that somebody signs in to with an e-mail address, a phone number or a user name (the handle).
 * @param connection its connection; `undefined`: any.
 */
export function findAccount(
  users: readonly User[],
  identifier: string,
  connection: string | undefined,
): Account | undefined {
  for (const user of users) {
    for (const [index, identity] of user.identities.entries()) {
      if (connection !== undefined && identity.connection !== connection) continue;
      const profile = index === 0 ? user : { ...identity.profileData };
      const account = accountOf(user, identity, profile, identifier.trim());
      if (account) return account;
    }
  }
  return undefined;
}

/** Everyone who can sign in on a connection, with what they type in. */
export function identifiers(users: readonly User[], connection: string | undefined): string[] {
  return users.flatMap((user) => {
    const typed = [user.email, user.phone_number, user.handle].find(
      (each) => each !== undefined && findAccount([user], each, connection) !== undefined,
    );
    return typed ?? [];
  });
}

type Profile = { email?: unknown; phone_number?: unknown };

function accountOf(user: User, identity: Identity, profile: Profile, typed: string): Account | undefined {
  const { connection, provider } = identity;
  const byEmail = typeof profile.email === "string" && profile.email.toLowerCase() === typed.toLowerCase();
  const number = typeof profile.phone_number === "string" ? toE164(profile.phone_number) : undefined;
  const byNumber = number !== undefined && number === toE164(typed);
  const byName = typed === user.handle;
  if (provider === "sms") {
    return (byNumber || byName) && number !== undefined
      ? { user, connection, method: "sms", phoneNumber: number }
      : undefined;
  }
  if (provider === "email") return byEmail || byName ? { user, connection, method: "email" } : undefined;
  if (!byEmail && !byNumber && !byName) return undefined;
  if (identity.isSocial) return { user, connection, method: "federated" };
  return user.password === undefined ? undefined : { user, connection, method: "password" };
}
