const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** The time of day of a moment; `at` is in milliseconds since the Unix epoch, or ISO 8601. */
export function timeOfDay(at: number | string): string {
  return clock.format(new Date(at));
}

/** Day and time of a moment, for a title. */
export function dayAndTime(at: number | string): string {
  return day.format(new Date(at));
}

/** Milliseconds as a user reads them: `0.4 ms`, `120 ms`, `2.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 10) return `${Number(ms.toFixed(1))} ms`;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const [big, small] = ms < 3_600_000 ? ["min", "s"] : ["h", "min"];
  const inSmall = Math.round(ms / (big === "min" ? 1000 : 60_000));
  const rest = inSmall % 60;
  return `${Math.floor(inSmall / 60)} ${big}${rest === 0 ? "" : ` ${rest} ${small}`}`;
}

/** A share of a whole, `33 %`; a dash if the whole is zero. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${Math.round((100 * part) / whole)} %`;
}

/** A number with its noun, `1 login`, `2,000 logins`. */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : several}`;
}
