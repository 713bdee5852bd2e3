import { z } from "zod";
import { parseLogSearch } from "./log-search";

const number = z
  .string()
  .regex(/^-?\d+$/, "Expected type integer but found type string")
  .transform(Number)
  .pipe(z.number().min(0));

/** A parameter that the platform has and the local tenant does not. */
const unsupported = (name: string) =>
  z
    .string()
    .refine(() => false, `the local tenant does not support ${name}`)
    .optional();

const flag = z.enum(["true", "false"]).transform((value) => value === "true");

/** `page` counts from 0; `per_page` is 50 when left out and at most 100. */
export const pageQuery = z.strictObject({
  page: number.default(0),
  per_page: number.pipe(z.number().min(1).max(100)).default(50),
});

/** GET /actions/actions */
export const actionsQuery = pageQuery.extend({
  actionName: z.string().optional(),
  triggerId: z.string().optional(),
  deployed: flag.optional(),
  installed: flag.optional(),
});

/** DELETE /actions/actions/{id} */
export const deleteActionQuery = z.strictObject({ force: flag.default(false) });

const fields = {
  /** Names, separated by commas, of what is to be left in or out. */
  fields: z.string().optional(),
  include_fields: flag.default(true),
};

const totalsQuery = pageQuery.extend({ include_totals: flag.default(false), ...fields });

/** GET /clients/{id} */
export const fieldsQuery = z.strictObject(fields);

/** GET /clients/{id}/credentials: there are never more than fit one page, and what asks for one is told all. */
export const credentialsQuery = pageQuery.extend({ include_totals: flag.default(false) });

/** GET /client-grants: by page and `per_page`, or by `from` and `take`. */
export const clientGrantsQuery = pageQuery.extend({
  include_totals: flag.default(false),
  audience: z.string().optional(),
  client_id: z.string().optional(),
  allow_any_organization: flag.optional(),
  subject_type: z.enum(["client", "user"]).optional(),
  /** The id of the grant after which to go on. */
  from: z.string().optional(),
  take: number.pipe(z.number().min(1).max(100)).optional(),
  default_for: unsupported("default_for"),
});

/** GET /clients */
export const clientsQuery = totalsQuery.extend({
  is_global: flag.optional(),
  is_first_party: flag.optional(),
  /** Types, separated by commas. */
  app_type: z.string().optional(),
  from: unsupported("from"),
  take: unsupported("take"),
  external_client_id: unsupported("external_client_id"),
  q: unsupported("q"),
});

/** GET /logs; of the search language, `q`, only what {@link parseLogSearch} reads; of the orders only those by date. */
export const logsQuery = totalsQuery.extend({
  q: z
    .string()
    .transform((q, context) => {
      const search = parseLogSearch(q);
      if (search) return search;
      const message =
        "the local tenant knows only type:<code>, (type:<code> OR …) and date:[<from> TO <to>], joined by AND";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .optional(),
  sort: z
    .string()
    .regex(/^date:-?1$/, "the local tenant sorts only by date:1 and date:-1")
    .optional(),
  /** The id of the entry after which to go on, oldest first; with `take`, a checkpoint. */
  from: z.string().optional(),
  take: number.pipe(z.number().min(1).max(100)).optional(),
  search: unsupported("search"),
});
