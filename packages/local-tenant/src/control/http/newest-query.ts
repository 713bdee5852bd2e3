import { z } from "zod";
import { KEPT } from "../../support/kept";

/** Query of what lists the newest entries: how many, at most. */
export const newestQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(KEPT).default(100) });
