import type { Hono } from "hono";
import { z } from "zod";
import type { DeliveryFaultSettings } from "../auth0/log-streams/delivery-faults";
import type { LogDelivery } from "../auth0/log-streams/log-delivery";
import type { LocalTenantServer } from "../running/local-tenant-server";
import { durationMs } from "./http/duration-ms";
import { readBody } from "./http/read-request";

/** Body of `POST /_sandbox/log-streams/faults`: see `DeliveryFaultSettings`. */
const deliveryFaultsBody = z.strictObject({
  delayMs: durationMs.optional(),
  reorderMs: durationMs.optional(),
  duplicates: z.number().int().min(0).optional(),
  failing: z.strictObject({ times: z.number().int().min(1), arrives: z.boolean().optional() }).optional(),
});

/** How the deliveries to log streams fare, and what goes wrong with them; see `DeliveryFaults`. */
export function logStreamsRoutes(app: Hono, { streams, changes }: LocalTenantServer): void {
  const report = () => ({ streams: streams.report(), faults: faultsOf(streams) });
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

/** As they were set, but for the attempts that have failed since. */
function faultsOf({ faults }: LogDelivery): DeliveryFaultSettings {
  const { failing, ...others } = faults.settings;
  const { failuresLeft: times } = faults;
  return { ...others, ...(failing && times > 0 && { failing: { ...failing, times } }) };
}
