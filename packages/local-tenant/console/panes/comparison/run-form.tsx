import { useState } from "preact/hooks";
import { NumberField } from "../../components/number-field";
import type { ComparisonRun } from "../../lib/documents";

interface RunFormProps {
  /** Names of the Actions that one of both tenants is without. */
  reporting: readonly string[];
  last: ComparisonRun | undefined;
  busy: boolean;
  begin(body: { logins: number; seed: number }): void;
}

/** What a comparison is of, and the button that begins it. */
export function RunForm({ reporting, last, busy, begin }: RunFormProps) {
  const [logins, setLogins] = useState(last?.logins ?? 1000);
  const [seed, setSeed] = useState(last?.seed ?? 1);
  return (
    <form
      class="card run-form"
      onSubmit={(event) => {
        event.preventDefault();
        begin({ logins, seed });
      }}
    >
      <p class="run-what">
        The same people log in to two copies of this tenant: one as it is, one without{" "}
        {reporting.map((name, index) => (
          <span key={name}>
            {index > 0 && " and "}
            <strong>{name}</strong>
          </span>
        ))}
        . This tenant is not touched, and no time really passes.
      </p>
      <div class="run-fields">
        <NumberField id="comparison-logins" label="Logins" min={100} max={5000} value={logins} set={setLogins} />
        <NumberField id="comparison-seed" label="Seed" value={seed} set={setSeed} />
        <button type="submit" class="primary" disabled={busy}>
          {last ? "Compare again" : "Compare"}
        </button>
      </div>
    </form>
  );
}
