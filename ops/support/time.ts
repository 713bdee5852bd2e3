/** A moment as people read it, to the minute: `2026-11-24 10:05 UTC`. */
export function minuteOf(moment: string | Date): string {
  return `${new Date(moment).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
