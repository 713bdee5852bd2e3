import { z } from "zod";

/** A whole number from 0. */
export const number = z
  .string()
  .regex(/^-?\d+$/, "Expected type integer but found type string")
  .transform(Number)
  .pipe(z.number().min(0));

/** A parameter that the platform has and the local tenant does not. */
export const unsupported = (name: string) =>
  z
    .string()
    .refine(() => false, `the local tenant does not support ${name}`)
    .optional();

/** A `true` or `false` of a query. */
export const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** `page` counts from 0; `per_page` is 50 when left out and at most 100. */
export const pageQuery = z.strictObject({
  page: number.default(0),
  per_page: number.pipe(z.number().min(1).max(100)).default(50),
});

const fields = {
  /** Names, separated by commas, of what is to be left in or out. */
  fields: z.string().optional(),
  include_fields: flag.default(true),
};

/** A page, with the list's total where it is asked for, and with some of the fields alone. */
export const totalsQuery = pageQuery.extend({ include_totals: flag.default(false), ...fields });

/** Some of a document's fields alone. */
export const fieldsQuery = z.strictObject(fields);

/** What `fields` and `include_fields` leave of a document. */
export function pickFields(document: object, query: { fields?: string | undefined; include_fields: boolean }): object {
  const named = query.fields?.split(",");
  if (named === undefined) return document;
  return Object.fromEntries(Object.entries(document).filter(([key]) => named.includes(key) === query.include_fields));
}

/**
 * One page of a list in the platform's envelope. Zero values are left out: no `page` on page 0, and no `total` on a page
 * that is empty. A client that follows `total` alone asks for page after page until it is missing.
 */
export function formatPage(
  key: string,
  items: readonly unknown[],
  { page, per_page: perPage }: z.output<typeof pageQuery>,
) {
  const slice = items.slice(page * perPage, (page + 1) * perPage);
  return {
    [key]: slice,
    ...(slice.length > 0 && { total: items.length }),
    ...(page > 0 && { page }),
    per_page: perPage,
  };
}
