import type { User } from "../users";
import { toE164 } from "./phone-number";

/** Every number at which a user may get a code, E.164: of the profile, of linked accounts, of enrolled phones. */
export function numbersOf({ phone_number, identities, enrollments }: User): string[] {
  const linked = identities.map(({ profileData }) => profileData?.phone_number);
  const enrolled = enrollments.flatMap((each) => (each.type === "phone" ? each.phoneNumber : []));
  return [phone_number, ...linked, ...enrolled].filter((number) => typeof number === "string").map(toE164);
}
