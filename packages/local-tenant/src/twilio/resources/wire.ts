import { z } from "zod";

/** A phone number as Twilio takes it. */
export const E164 = /^\+[1-9]\d{6,14}$/;

/** A form's `true` or `false`. */
export const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** Text that may be left out. */
export const text = z.string().optional();

/** Paging of every list. */
export const pageQuery = {
  PageSize: z.coerce.number().int().min(1).max(1000).default(50),
  Page: z.coerce.number().int().min(0).default(0),
  PageToken: text,
};

/** Query of a list without filters. */
export const pagedQuery = z.object(pageQuery);

/** A time as Verify writes it: ISO 8601 in UTC, whole seconds. */
export function formatDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
