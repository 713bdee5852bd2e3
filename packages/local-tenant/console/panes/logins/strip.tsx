import type { LoginTimelineEntry } from "../../lib/documents";
import { duration } from "../../lib/format";

interface Part {
  kind: "action" | "failed" | "provider" | "wait";
  name: string;
  ms: number;
}

/** Shorter waiting is that of a program. */
const shortestWaitMs = 20;

/**
 * Where the time of a login went, as a strip: Actions and the sending of codes by their length, and in between the waiting for the user,
 * which is drawn short.
 */
export function Strip({ timeline }: { timeline: readonly LoginTimelineEntry[] }) {
  const parts = partsOf(timeline);
  if (parts.length === 0) return null;
  const short = shortener(parts.filter(({ kind }) => kind !== "wait").map(({ name }) => name));
  return (
    <ol class="strip" aria-label="Where the time went">
      {parts.map((part, index) => (
        <li
          key={index}
          class={part.kind}
          style={{ flexGrow: part.kind === "wait" ? 0 : Math.max(1, part.ms) }}
          title={`${part.name}: ${duration(part.ms)}`}
        >
          <span class="strip-name">{short(part.name)}</span>
          <span class="strip-ms">{duration(part.ms)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Takes off what several names begin with, up to a dash: in a narrow part, that alone would be seen of each. */
function shortener(names: readonly string[]): (name: string) => string {
  const beginnings = names.map((name) => name.match(/^.+? - /)?.[0]);
  const shared = beginnings.find((each, at) => each !== undefined && beginnings.indexOf(each) !== at);
  return (name) => (shared !== undefined && name.startsWith(shared) ? name.slice(shared.length) : name);
}

function partsOf(timeline: readonly LoginTimelineEntry[]): Part[] {
  const parts: Part[] = [];
  let waitsSince: number | undefined;
  for (const entry of timeline) {
    if (entry.kind === "code-sent" || entry.kind === "pause") waitsSince = entry.at;
    const goesOn = entry.kind === "answer" || entry.kind === "first-factor" || entry.kind === "outcome";
    if (goesOn && waitsSince !== undefined) {
      const ms = entry.at - waitsSince;
      if (ms >= shortestWaitMs) parts.push({ kind: "wait", name: "the user", ms });
      waitsSince = undefined;
    }
    if (entry.kind === "action") {
      parts.push({ kind: entry.result === "ok" ? "action" : "failed", name: entry.name, ms: entry.ms });
    }
    if (entry.kind === "phone-provider") parts.push({ kind: "provider", name: entry.name, ms: entry.ms });
  }
  return parts;
}
