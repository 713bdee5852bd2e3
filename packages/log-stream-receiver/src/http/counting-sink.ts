import type { MemoryCounters } from "../report/memory-counters";
import type { Sink } from "./sink";

/** The sink, with what it accepted counted. */
export function countingSink(counters: MemoryCounters, sink: Sink): Sink {
  return {
    async accept(batch) {
      if (batch.reports.length > 0) await sink.accept(batch);
      counters.count("records", batch.tenant, "queued", batch.reports.length);
      for (const [reason, n] of Object.entries(batch.notCounted)) counters.count("records", batch.tenant, reason, n);
    },
  };
}
