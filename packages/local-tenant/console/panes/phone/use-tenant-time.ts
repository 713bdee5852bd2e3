import { useEffect, useMemo, useState } from "preact/hooks";

/**
 * The tenant's time in milliseconds since the Unix epoch, told once a second while `ticking`; `now` is what a document said
 * when it came.
 */
export function useTenantTime(now: number | undefined, ticking: boolean): number {
  const ahead = useMemo(() => (now ?? Date.now()) - Date.now(), [now]);
  const [, tick] = useState(0);
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => tick((times) => times + 1), 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return Date.now() + ahead;
}
