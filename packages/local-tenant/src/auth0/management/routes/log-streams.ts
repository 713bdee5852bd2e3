import { Hono } from "hono";
import type { LogStream } from "../../store/entities";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import { formatLogStream } from "../formatters/log-stream";
import { logStreamBody, logStreamPatch } from "../schemas/log-stream";
import { readBody } from "../validate";

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
