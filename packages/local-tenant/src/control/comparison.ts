import type { Hono } from "hono";
import { z } from "zod";
import type { LocalTenantServer } from "../running/local-tenant-server";
import { readBody } from "./http/read-request";
import { RequestError } from "./http/request-error";

/** Body of `POST /_sandbox/comparison`. `without`: names of Actions; by default those that report to Verify. */
const comparisonBody = z.strictObject({
  logins: z.number().int().min(100).max(5000).default(1000),
  seed: z.number().int().min(0).default(1),
  without: z.array(z.string().min(1)).optional(),
});

/** The same people's logins with and without the Actions that report to Verify; see `Comparison`. */
export function comparisonRoutes(app: Hono, { comparison }: LocalTenantServer): void {
  app.get("/comparison", (c) => c.json(comparison.document));
  app.post("/comparison", async (c) => {
    const given = await readBody(c, comparisonBody);
    const without = given.without ?? comparison.document.reporting;
    if (without.length === 0) throw new RequestError(409, nothingReports);
    if (comparison.isRunning)
      throw new RequestError(409, "A comparison is running. DELETE /_sandbox/comparison ends it.");
    comparison.begin({ ...given, without });
    return c.json(comparison.document, 202);
  });
  app.delete("/comparison", async (c) => {
    await comparison.cancel();
    return c.json(comparison.document);
  });
}

const nothingReports =
  "No bound Action has a secret of Verify, so none reports. Load one that does, or name Actions in without.";
