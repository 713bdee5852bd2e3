import type { SafeListEntry } from "../entities";

/** A number of the safe list on the wire. */
export function formatSafeListEntry({ sid, phoneNumber }: SafeListEntry, origin: string) {
  return { sid, phone_number: phoneNumber, url: `${origin}/v2/SafeList/Numbers/${phoneNumber}` };
}
