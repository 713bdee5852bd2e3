import { z } from "zod";

const number = z.string().regex(/^\d+$/).transform(Number);
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

const totalsQuery = pageQuery.extend({ include_totals: flag.default(false) });

/** GET /clients; of the filters only `is_global`, which is true for none of the local tenant's. */
export const clientsQuery = totalsQuery.extend({
  fields: z.string().optional(),
  include_fields: flag.default(true),
  is_global: flag.optional(),
});

/** GET /logs; of the search language, `q`, only `type:<code>`; of the orders only newest first. */
export const logsQuery = totalsQuery.extend({
  q: z
    .string()
    .regex(/^type:\w+$/, "the local tenant knows only type:<code>")
    .transform((q) => q.slice("type:".length))
    .optional(),
  sort: z.literal("date:-1").optional(),
});
