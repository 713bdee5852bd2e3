import type { Hono } from "hono";
import type { z } from "zod";
import { buildBody, faultBody, namesBody, rateLimitBody } from "../control-schemas";
import type { LocalTenantServer } from "../local-tenant";
import { readBody } from "./read-body";

/** Verify's faults, and the Management API's; see `ManagementSwitches`. */
export function faultsRoutes(app: Hono, { verify, switches, changes }: LocalTenantServer): void {
  app.post("/verify/faults", async (c) => {
    const { operation, fault } = await readBody(c, faultBody);
    verify.faults.set(operation, fault);
    changes.tell("faults");
    return c.body(null, 204);
  });
  app.delete("/verify/faults", (c) => {
    verify.faults.clear();
    changes.tell("faults");
    return c.body(null, 204);
  });
  const route = <Schema extends z.ZodType>(name: string, schema: Schema, act: (input: z.output<Schema>) => void) =>
    app.post(`/management/${name}`, async (c) => {
      act(await readBody(c, schema));
      changes.tell("faults");
      return c.body(null, 204);
    });
  route("rate-limit", rateLimitBody, ({ times }) => switches.rateLimit.refuse(times));
  route("build", buildBody, (settings) => switches.build(settings));
  route("names", namesBody, ({ unique }) => switches.uniqueNames(unique));
}
