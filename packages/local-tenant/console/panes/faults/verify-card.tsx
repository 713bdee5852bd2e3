import { useState } from "preact/hooks";
import { Badge } from "../../components/badge";
import { Problem } from "../../components/problem";
import { post, remove } from "../../lib/api";
import type { FaultDocument, VerifyFaults } from "../../lib/documents";
import { useLive } from "../../lib/live";
import { href } from "../../lib/router";
import { useSubmit } from "../../lib/submit";
import { CustomCodes } from "./custom-codes";
import { FaultForm } from "./fault-form";
import { faultWords, leftWords, operationName } from "./fault-words";
import { type FaultRequest, presets } from "./presets";

// A fault that strikes counts down with Verify's requests.
const topics = ["faults", "verify"] as const;

/** What goes wrong at Verify, and how to make it. */
export function VerifyCard() {
  const { data, error } = useLive<VerifyFaults>("/verify/faults", topics);
  const [own, setOwn] = useState(false);
  const submit = useSubmit();
  const set = (fault: FaultRequest) => submit.send(() => post("/verify/faults", fault));
  const faults = data?.faults ?? [];
  return (
    <section class="card verify-faults" aria-labelledby="verify-faults-title">
      <div class="card-head">
        <h2 id="verify-faults-title">Verify</h2>
        {faults.length > 0 && (
          <button type="button" disabled={submit.busy} onClick={() => void submit.send(() => remove("/verify/faults"))}>
            Switch all off
          </button>
        )}
      </div>
      <div class="card-body stack">
        <Problem error={error ?? submit.error} />
        {data && faults.length === 0 && (
          <p class="soft">
            No fault is on. Set one, <a href={href("logins")}>log in as somebody</a>, and see in the login's timeline
            how the Actions handle it: a login completes even when its report fails.
          </p>
        )}
        {faults.length > 0 && (
          <ul class="fault-list">
            {faults.map((fault) => (
              <FaultRow
                key={fault.operation}
                fault={fault}
                busy={submit.busy}
                off={() =>
                  void submit.send(() => remove(`/verify/faults?operation=${encodeURIComponent(fault.operation)}`))
                }
              />
            ))}
          </ul>
        )}
        <fieldset class="presets">
          <legend class="label">Switch on</legend>
          <div class="row">
            {presets.map(({ says, fault }) => (
              <button key={says} type="button" disabled={submit.busy} onClick={() => void set(fault)}>
                {says}
              </button>
            ))}
            <button type="button" class="quiet" aria-expanded={own} onClick={() => setOwn(!own)}>
              Another fault {own ? "▴" : "▾"}
            </button>
          </div>
        </fieldset>
        {own && data && <FaultForm operations={data.operations} busy={submit.busy} set={set} />}
        <CustomCodes />
      </div>
    </section>
  );
}

function FaultRow({ fault, busy, off }: { fault: FaultDocument; busy: boolean; off(): void }) {
  return (
    <li>
      <span class="fault-text">
        <strong>{operationName(fault.operation)}</strong> {faultWords(fault)}
        <small class="soft">
          <code>{fault.operation}</code>
          {fault.takesEffect && " · still takes effect"}
        </small>
      </span>
      <Badge tone="warn">{leftWords(fault)}</Badge>
      <button type="button" disabled={busy} onClick={off} aria-label={`Switch off: ${operationName(fault.operation)}`}>
        Off
      </button>
    </li>
  );
}
