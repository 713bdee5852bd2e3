import type { Hono } from "hono";
import type { z } from "zod";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { OPERATIONS, type Operation } from "../../twilio";
import { readBody } from "../http/read-request";
import { RequestError } from "../http/request-error";
import { faultDocument, type VerifyFaults } from "./document";
import { buildBody, faultBody, namesBody, rateLimitBody } from "./schema";

/** Verify's faults, and the Management API's; see `ManagementSwitches`. */
export function faultsRoutes(app: Hono, { verify, switches, changes }: LocalTenantServer): void {
  app.get("/verify/faults", (c) => {
    const operations = Object.keys(OPERATIONS) as Operation[];
    return c.json({ faults: verify.faults.list().map(faultDocument), operations } satisfies VerifyFaults);
  });
  app.post("/verify/faults", async (c) => {
    const { operation, fault } = await readBody(c, faultBody);
    verify.faults.set(operation, fault);
    changes.tell("faults");
    return c.body(null, 204);
  });
  app.delete("/verify/faults", (c) => {
    verify.faults.clear(operationOf(c.req.query("operation")));
    changes.tell("faults");
    return c.body(null, 204);
  });
  const route = <Schema extends z.ZodType>(name: string, schema: Schema, act: (input: z.output<Schema>) => void) =>
    app.post(`/management/${name}`, async (c) => {
      act(await readBody(c, schema));
      changes.tell("faults");
      return c.body(null, 204);
    });
  app.get("/management", (c) => c.json(switches.state));
  route("rate-limit", rateLimitBody, ({ times }) => switches.rateLimit.refuse(times));
  route("build", buildBody, (settings) => switches.build(settings));
  route("names", namesBody, ({ unique }) => switches.uniqueNames(unique));
}

/** Throws a `RequestError` for a name that no operation has. `undefined`: all of them. */
function operationOf(name: string | undefined): Operation | undefined {
  if (name === undefined || Object.hasOwn(OPERATIONS, name)) return name as Operation | undefined;
  throw new RequestError(400, `Verify has no operation "${name}". Operations: ${Object.keys(OPERATIONS).join(", ")}.`);
}
