import { maskNumber, maskPersonal } from "../support/mask";
import { type EntryType, entryTypes } from "./entry-types";
import type { RawEntry } from "./search-log";

/** An entry of the tenant log, as `logs` shows it. */
export interface LogLine {
  id: string;
  /** ISO 8601. */
  at: string;
  /** Auth0's type code. */
  type: string;
  /** The type in words. */
  what: string;
  /** The failed Action's name, or how a message went: `sms`, `voice`; undefined where it does not say. */
  about: string | undefined;
  /** Whom a message was for, masked to the last two digits unless personal data were asked for. */
  to: string | undefined;
  /** Auth0's words, or why it failed. */
  why: string;
  /** Only where personal data were asked for. */
  person?: { userId: string | undefined; ip: string | undefined };
}

/** @param personal leaves numbers, e-mail addresses, the user's id and the IP address as they are. */
export function readEntry(entry: RawEntry, personal: boolean): LogLine {
  const { log_id: id, date: at, type, details, user_id: userId, ip } = entry;
  const to = recipientOf(entry);
  const text = (words: unknown) => (personal ? String(words) : maskPersonal(String(words)));
  return {
    id,
    at,
    type,
    what: entryTypes[type as EntryType] ?? type,
    about: details?.action_name ?? channelOf(entry),
    to: to === undefined || personal ? to : maskRecipient(to),
    why: text(reasonOf(entry)),
    ...(personal && { person: { userId, ip } }),
  };
}

function recipientOf({ details }: RawEntry): string | undefined {
  const to =
    details?.to ??
    details?.authenticator?.phone_number ??
    details?.enrollment?.phone_number ??
    details?.body?.phone_number;
  return to === undefined || to === null ? undefined : String(to);
}

function channelOf({ type, details }: RawEntry): string | undefined {
  if (type === "cs") return "sms";
  if (type.startsWith("gd_send_")) return type.includes("voice") ? "voice" : "sms";
  return details?.notification_type ?? details?.authenticator?.type ?? details?.delivery_method;
}

function reasonOf({ type, description = "", details }: RawEntry): string {
  if (type === "actions_execution_failed") {
    const { name, message } = details?.action_error ?? {};
    return [details?.error_class, details?.trigger_id, name && `${name}: ${message}`].filter(Boolean).join(", ");
  }
  if (type === "fn") return `${details?.email_type ?? "message"}: ${details?.error ?? description}`;
  const failure = details?.provider_error?.message ?? details?.failure_details?.message;
  return failure === undefined ? description : `${description}: ${failure}`;
}

function maskRecipient(to: string): string {
  return to.includes("@") ? maskPersonal(to) : maskNumber(to);
}
