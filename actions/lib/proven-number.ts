import type { User } from "../types/post-login";
import type { MfaFeedbackSettings, NumberSource } from "../types/settings";
import { accountsOf, isProven, numberOf, primaryAccount } from "./accounts";
import { onlyNumber, type PhoneNumber, type StoredNumber } from "./phone-number";

/**
 * The user's number by the first source that holds a proven one. A malformed or ambiguous one there is the answer too:
 * no later source is asked. `unverified-number` where no source holds any.
 */
export function provenNumber(
  user: User,
  { phoneNumber, unverifiedProfile }: Pick<MfaFeedbackSettings, "phoneNumber" | "unverifiedProfile">,
): PhoneNumber {
  for (const source of phoneNumber) {
    const number = onlyNumber(provenBy(source, user, unverifiedProfile));
    if (!("skipped" in number) || number.skipped !== "no-number") return number;
  }
  return { skipped: "unverified-number" };
}

function provenBy(source: NumberSource, user: User, unverifiedProfile: boolean): StoredNumber[] {
  if (source === "identity") return accountsOf(user).filter(isProven).map(numberOf);
  if (source === "profile") {
    const primary = primaryAccount(user);
    const proven = isProven(primary) && primary.phoneVerified === true;
    return proven || unverifiedProfile ? [numberOf(primary)] : [];
  }
  return [{ value: valueAt(user, source), byPlatform: false }];
}

/** `undefined` where the path leads nowhere. What an object inherits is not its own. */
function valueAt(user: User, path: string): unknown {
  let value: unknown = user;
  for (const key of path.split(".")) {
    value = Object.hasOwn(Object(value), key) ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}
