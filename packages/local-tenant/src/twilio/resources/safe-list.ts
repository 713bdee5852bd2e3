import { z } from "zod";
import type { Ctx, Deps } from "../context";
import type { SafeListEntry } from "../entities";
import { parseBody } from "../parse";
import { newSid } from "../sid";
import { answer, originOf, pathNotFound, type Route, segment } from "./route";
import { E164 } from "./wire";

/** Body of `POST SafeList/Numbers`. */
const createSafeListBody = z.object({ PhoneNumber: z.string().regex(E164) });

/** `POST SafeList/Numbers`. */
export const createSafeListEntry: Route = async (c, deps) => {
  const { PhoneNumber } = await parseBody(c, deps, createSafeListBody);
  const accountSid = c.get("caller").account.sid;
  const entry = deps.store.safeListEntry(accountSid, PhoneNumber) ?? {
    sid: newSid("GN"),
    accountSid,
    phoneNumber: PhoneNumber,
  };
  deps.store.addSafeListEntry(entry);
  return answer(c, formatSafeListEntry(entry, originOf(c)), 201);
};

/** `GET SafeList/Numbers/{PhoneNumber}`. */
export const readSafeListEntry: Route = (c, deps) => answer(c, formatSafeListEntry(entryOf(c, deps), originOf(c)));

/** `DELETE SafeList/Numbers/{PhoneNumber}`. */
export const deleteSafeListEntry: Route = (c, deps) => {
  deps.store.deleteSafeListEntry(entryOf(c, deps));
  return c.body(null, 204);
};

function entryOf(c: Ctx, { store }: Deps): SafeListEntry {
  const entry = store.safeListEntry(c.get("caller").account.sid, segment(c, "PhoneNumber"));
  if (!entry) throw pathNotFound(c);
  return entry;
}

/** A number of the safe list on the wire. */
function formatSafeListEntry({ sid, phoneNumber }: SafeListEntry, origin: string) {
  return { sid, phone_number: phoneNumber, url: `${origin}/v2/SafeList/Numbers/${phoneNumber}` };
}
