import type { ComparisonRun } from "../../lib/documents";
import { sides } from "./sides";

interface RunningProps {
  run: ComparisonRun;
  busy: boolean;
  cancel(): void;
}

/** How far a comparison is. */
export function Running({ run, busy, cancel }: RunningProps) {
  return (
    <section class="card running" aria-label="Comparison under way">
      {sides.map(({ id, title }) => (
        <div key={id}>
          <label for={`progress-${id}`}>
            {title}{" "}
            <span class="soft">
              {run.progress[id].toLocaleString("en")} of {run.logins.toLocaleString("en")}
            </span>
          </label>
          <progress id={`progress-${id}`} max={run.logins} value={run.progress[id]} />
        </div>
      ))}
      <div class="row">
        <button type="button" disabled={busy} onClick={cancel}>
          Cancel
        </button>
      </div>
    </section>
  );
}
