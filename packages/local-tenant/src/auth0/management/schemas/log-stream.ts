import { z } from "zod";
import { categories } from "../../log-streams/categories";
import { piiFields } from "../../log-streams/obfuscate";
import { changedSinks, newSinks, type SinkType } from "./log-stream-sinks";

const common = {
  name: z.string().min(1),
  isPriority: z.boolean().optional(),
  filters: z.array(z.strictObject({ type: z.literal("category"), name: z.enum(categories) })).optional(),
  pii_config: z
    .strictObject({
      log_fields: z.array(z.enum(piiFields)).min(1),
      method: z.enum(["hash", "mask"]).default("hash"),
      algorithm: z.literal("xxhash").default("xxhash"),
    })
    .optional(),
  startFrom: z.iso.datetime({ offset: true }).optional(),
};

const ofType = <Type extends SinkType>(type: Type) =>
  z.strictObject({ ...common, type: z.literal(type), sink: newSinks[type] });

/** POST /log-streams */
export const logStreamBody = z.discriminatedUnion("type", [
  ofType("http"),
  ofType("eventbridge"),
  ofType("eventgrid"),
  ofType("datadog"),
  ofType("splunk"),
  ofType("sumo"),
  ofType("mixpanel"),
  ofType("segment"),
]);

const unchangeable = z.undefined({ error: "The sink of a log stream of this type can't be changed" });

/** PATCH /log-streams/{id} of a stream of that type. The provider sends `startFrom` with changes too. */
export const logStreamPatch = (type: SinkType) =>
  z
    .strictObject({
      ...common,
      status: z.enum(["active", "paused", "suspended"]),
      sink: changedSinks[type] ?? unchangeable,
    })
    .partial();
