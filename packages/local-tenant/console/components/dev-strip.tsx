import type { DevDocument, DevLoad } from "../lib/documents";
import { duration, timeOfDay } from "../lib/format";
import { useLive } from "../lib/live";
import "./dev-strip.css";

const topics = ["dev"] as const;

/** Above every pane: what was loaded last, and what keeps saved sources from running. Without an edit loop, nothing. */
export function DevStrip() {
  const { data } = useLive<DevDocument>("/dev", topics);
  if (!data?.watching) return null;
  const { buildErrors, typeErrors, loads } = data;
  return (
    <aside class="dev-strip" aria-label="Edit loop">
      <p class="soft" role="status">
        {lastLoad(loads.at(-1))}
      </p>
      {buildErrors.length > 0 && (
        <Errors tone="bad" title="Not loaded. What ran before still runs." errors={buildErrors} open />
      )}
      {typeErrors.length > 0 && <Errors tone="warn" title="Type errors, which stop nothing" errors={typeErrors} />}
    </aside>
  );
}

function lastLoad(load: DevLoad | undefined): string {
  if (!load) return "The sources are watched: what you save runs in the next login.";
  const { at, files, changed, ms, ok } = load;
  const saved = `${timeOfDay(at)} ${files.join(", ")}`;
  if (changed.length > 0) return `${saved} → ${changed.join(", ")} live in ${duration(ms)}`;
  return `${saved} → ${ok ? "no change in what runs" : "not loaded"}`;
}

/** Closed errors say how many they are. More than twenty are for the terminal. */
function Errors(props: { tone: "bad" | "warn"; title: string; errors: readonly string[]; open?: boolean }) {
  const { tone, title, errors, open = false } = props;
  const left = errors.length - most;
  return (
    <details class={`notice ${tone}`} open={open}>
      <summary>
        {title}
        {!open && ` (${errors.length})`}
      </summary>
      <pre>{errors.slice(0, most).join("\n")}</pre>
      {left > 0 && <p>… and {left} more, in the terminal</p>}
    </details>
  );
}

const most = 20;
