import { z } from "zod";

const shape = {
  name: z.string().min(1),
  type: z.enum(["http", "eventbridge", "eventgrid", "datadog", "splunk", "sumo", "mixpanel", "segment"]),
  status: z.enum(["active", "paused"]),
  sink: z.record(z.string(), z.unknown()),
  isPriority: z.boolean(),
  filters: z.array(z.unknown()),
  pii_config: z.record(z.string(), z.unknown()),
  startFrom: z.string(),
};

/** POST /log-streams */
export const logStreamBody = z
  .strictObject(shape)
  .omit({ status: true })
  .partial({ isPriority: true, filters: true, pii_config: true, startFrom: true });

/** PATCH /log-streams/{id} */
export const logStreamPatch = z.strictObject(shape).omit({ type: true, startFrom: true }).partial();
