import { useEffect, useState } from "preact/hooks";
import type { ClockDocument } from "../../lib/documents";

/** The tenant's time as it goes on, in milliseconds since the Unix epoch; `undefined`: not known yet. */
export function useTicking(clock: ClockDocument | undefined): number | undefined {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    if (!clock) return;
    const begin = performance.now();
    const tick = () => setNow(Date.parse(clock.now) + performance.now() - begin);
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
