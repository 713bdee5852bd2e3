import type { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { LocalTenantServer } from "../running/local-tenant-server";
import type { Topic } from "../support/changes";

/** Milliseconds between two events, so that a thousand logins a second are ten events. */
const throttleMs = 100;

/** Milliseconds after which a silent stream says that it is alive. */
const keepAliveMs = 15_000;

/** Server-sent events: each names the topics that have changed, `data: ["logins","inbox"]`. The first one says that it listens. */
export function eventsRoutes(app: Hono, { changes }: LocalTenantServer): void {
  app.get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const changed = new Set<Topic>();
      let wake = () => {};
      const unsubscribe = changes.subscribe((topics) => {
        for (const topic of topics) changed.add(topic);
        wake();
      });
      stream.onAbort(() => {
        unsubscribe();
        wake();
      });
      await stream.writeSSE({ event: "ready", data: "[]" });
      while (!stream.aborted && !stream.closed) {
        if (changed.size === 0) await wakenWithin(keepAliveMs, (waken) => (wake = waken));
        const topics = [...changed];
        changed.clear();
        if (topics.length === 0) await stream.write(": alive\n\n");
        else await stream.writeSSE({ event: "change", data: JSON.stringify(topics) });
        await wakenWithin(throttleMs, () => {});
      }
      unsubscribe();
    }),
  );
}

/** Resolves when the function that `use` is given is called, or after `ms`. Keeps no process alive. */
function wakenWithin(ms: number, use: (waken: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms).unref();
    use(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
