import type { Hono } from "hono";
import { deliveryFaultsBody } from "../control-schemas";
import type { LocalTenantServer } from "../local-tenant";
import { readBody } from "./read-body";

/** How the deliveries to log streams fare, and what goes wrong with them; see `DeliveryFaults`. */
export function logStreamsRoutes(app: Hono, { streams, changes }: LocalTenantServer): void {
  const report = () => ({ streams: streams.report(), faults: streams.faults.settings });
  app.get("/log-streams", (c) => c.json(report()));
  app.post("/log-streams/flush", async (c) => {
    await streams.flush();
    return c.json(report());
  });
  app.post("/log-streams/faults", async (c) => {
    streams.faults.set(await readBody(c, deliveryFaultsBody));
    changes.tell("faults");
    return c.body(null, 204);
  });
  app.delete("/log-streams/faults", (c) => {
    streams.faults.clear();
    changes.tell("faults");
    return c.body(null, 204);
  });
}
