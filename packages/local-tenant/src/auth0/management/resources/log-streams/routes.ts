import { Hono } from "hono";
import { z } from "zod";
import type { LogStream } from "../../../store/entities";
import type { LocalTenant } from "../../../tenant";
import type { Guard } from "../../auth";
import { readBody } from "../../validate";
import { categories } from "./categories";
import { piiFields } from "./pii";
import { changedSinks, newSinks, type SinkType } from "./sinks";

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
const logStreamBody = z.discriminatedUnion("type", [
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
const logStreamPatch = (type: SinkType) =>
  z
    .strictObject({
      ...common,
      status: z.enum(["active", "paused", "suspended"]),
      sink: changedSinks[type] ?? unchangeable,
    })
    .partial();

/** /log-streams; a POST answers 200. */
export function logStreamRoutes({ logStreams }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();

  app.get("/", needs("read:log_streams"), (c) => c.json(logStreams.list().map(formatLogStream)));

  app.post("/", needs("create:log_streams"), async (c) => {
    const { name, type, sink, isPriority, ...extras } = await readBody(c, logStreamBody);
    const priority = isPriority === undefined ? {} : { isPriority };
    return c.json(formatLogStream(logStreams.create({ name, type, sink, ...priority, extras })));
  });

  app.get("/:id", needs("read:log_streams"), (c) => c.json(formatLogStream(logStreams.get(c.req.param("id")))));

  app.patch("/:id", needs("update:log_streams"), async (c) => {
    const stream = logStreams.get(c.req.param("id"));
    const { filters, pii_config, startFrom: _, sink, ...change } = await readBody(c, logStreamPatch(stream.type));
    const { filters: kept, startFrom } = stream.extras;
    // Filters stay when they are left out; the PII configuration does not.
    const extras = {
      ...((filters ?? kept) !== undefined && { filters: filters ?? kept }),
      ...(pii_config && { pii_config }),
      ...(startFrom !== undefined && { startFrom }),
    };
    const replaced = sink && { sink: { ...keptSecret(stream), ...sink } };
    return c.json(formatLogStream(logStreams.update(stream.id, { ...change, ...replaced, extras })));
  });

  app.delete("/:id", needs("delete:log_streams"), (c) => {
    logStreams.delete(c.req.param("id"));
    return c.body(null, 204);
  });

  return app;
}

/** What a change of the sink may leave out without losing it. */
function keptSecret({ sink }: LogStream): Record<string, unknown> {
  const { datadogApiKey, mixpanelServiceAccountPassword } = sink;
  return {
    ...(datadogApiKey !== undefined && { datadogApiKey }),
    ...(mixpanelServiceAccountPassword !== undefined && { mixpanelServiceAccountPassword }),
  };
}

/**
 * The stream with its sink as sent. As on the platform the password of Mixpanel is masked, and every other secret, of
 * custom headers too, is in clear (recordings of the Terraform provider's own tests).
 */
function formatLogStream({ extras, sink, ...stream }: LogStream) {
  const masked = "mixpanelServiceAccountPassword" in sink && { mixpanelServiceAccountPassword: "********" };
  return { ...stream, sink: { ...sink, ...masked }, ...extras };
}
