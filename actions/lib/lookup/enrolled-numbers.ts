import type { LookupSecrets } from "../../types/secrets";
import { toE164 } from "../phone-number";
import { httpsTransport, type TransportResponse } from "../verify/transport";
import { accessToken } from "./access-token";
import { LookupError } from "./lookup-error";

/** What the tenant returns about a user's confirmed phones. */
export interface EnrolledNumbers {
  /** E.164, each once. */
  numbers: string[];
  /** Phones whose number is masked or can't be read. */
  unreadable: "masked-number" | "odd-number" | undefined;
  /** When the newest of the phones was enrolled, in ms since the Unix epoch; NaN where the tenant does not tell. */
  newestAt: number;
}

/**
 * The numbers of the phones that a user has enrolled and confirmed (`GET /api/v2/users/{id}/authentication-methods`,
 * scope `read:authentication_methods`). A token that was revoked is replaced once; nothing else is tried again.
 * @param deadline on the clock of `performance.now()`.
 * @throws LookupError, DeadlineError, or what the transport throws.
 */
export async function enrolledNumbers(
  userId: string,
  origin: string,
  secrets: Partial<LookupSecrets>,
  deadline: number,
): Promise<EnrolledNumbers> {
  const send = httpsTransport(undefined, deadline, "kept");
  const uri = `${origin}/api/v2/users/${encodeURIComponent(userId)}/authentication-methods?per_page=100`;
  const get = (token: string) =>
    send({ method: "get", uri, headers: { Authorization: `Bearer ${token}`, Accept: "application/json" } });
  const token = await accessToken(origin, secrets, deadline);
  let response = await get(token);
  if (response.statusCode === 401) response = await get(await accessToken(origin, secrets, deadline, token));
  const phones = listOf(response).filter(({ type, confirmed }) => type === "phone" && confirmed === true);
  const read = phones.map(({ phone_number: value }) => toE164({ value, byPlatform: true }));
  const unread = phones.filter((_, index) => "skipped" in read[index]!);
  return {
    numbers: [...new Set(read.flatMap((number) => ("e164" in number ? number.e164 : [])))],
    unreadable: unread.some(({ phone_number }) => isMasked(phone_number))
      ? "masked-number"
      : unread.length > 0
        ? "odd-number"
        : undefined,
    newestAt: Math.max(...phones.map(({ created_at }) => Date.parse(String(created_at)))),
  };
}

function listOf({ statusCode, body }: TransportResponse): Record<string, unknown>[] {
  if (statusCode !== 200) throw new LookupError(statusCode, "methods");
  let list: unknown;
  try {
    list = JSON.parse(body);
  } catch {
    list = undefined;
  }
  if (!Array.isArray(list)) throw new LookupError(statusCode, "methods");
  return list.map(Object);
}

/** As the Management API shows numbers where `disable_management_api_sms_obfuscation` is off: with X or * for digits. */
function isMasked(number: unknown): boolean {
  return typeof number === "string" && /[X*\u2022]/i.test(number);
}
