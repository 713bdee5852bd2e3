import { Hono } from "hono";
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
    const { filters, pii_config, ...change } = await readBody(c, logStreamPatch);
    const { filters: kept, startFrom } = logStreams.get(c.req.param("id")).extras;
    // Filters stay when they are left out; the PII configuration does not.
    const extras = {
      ...((filters ?? kept) !== undefined && { filters: filters ?? kept }),
      ...(pii_config && { pii_config }),
      ...(startFrom !== undefined && { startFrom }),
    };
    return c.json(formatLogStream(logStreams.update(c.req.param("id"), { ...change, extras })));
  });

  app.delete("/:id", needs("delete:log_streams"), (c) => {
    logStreams.delete(c.req.param("id"));
    return c.body(null, 204);
  });

  return app;
}
