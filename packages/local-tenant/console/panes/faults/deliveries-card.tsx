import { useEffect, useState } from "preact/hooks";
import { Badge } from "../../components/badge";
import { NumberField } from "../../components/number-field";
import { Problem } from "../../components/problem";
import { post, remove } from "../../lib/api";
import type { DeliveryFaultSettings, StreamReport } from "../../lib/documents";
import { count } from "../../lib/format";
import { useLive } from "../../lib/live";
import { useSubmit } from "../../lib/submit";

// Each login writes to the log that is delivered.
const topics = ["faults", "logins", "clock"] as const;

interface LogStreams {
  streams: StreamReport[];
  faults: DeliveryFaultSettings;
}

/** What goes wrong on the way to the tenant's log streams. */
export function DeliveriesCard() {
  const { data, error } = useLive<LogStreams>("/log-streams", topics);
  const submit = useSubmit();
  const isOn = data !== undefined && Object.keys(data.faults).length > 0;
  return (
    <section class="card" aria-labelledby="deliveries-title">
      <div class="card-head">
        <h2 id="deliveries-title">Log streams</h2>
        {isOn && <Badge tone="warn">faults on</Badge>}
      </div>
      <div class="card-body stack">
        <Problem error={error ?? submit.error} />
        {data && <Streams streams={data.streams} />}
        {data && (
          <DeliveryForm
            faults={data.faults}
            busy={submit.busy}
            set={(faults) => void submit.send(() => post("/log-streams/faults", faults))}
          />
        )}
        <div class="row">
          <button
            type="button"
            disabled={submit.busy}
            onClick={() => void submit.send(() => post("/log-streams/flush"))}
          >
            Send waiting entries
          </button>
          {isOn && (
            <button
              type="button"
              disabled={submit.busy}
              onClick={() => void submit.send(() => remove("/log-streams/faults"))}
            >
              Switch faults off
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

function Streams({ streams }: { streams: readonly StreamReport[] }) {
  if (streams.length === 0) {
    return (
      <p class="soft">
        The tenant has no log stream. Create one with Terraform or the Management API, then test here how its receiver
        copes with entries that arrive late, twice or out of order.
      </p>
    );
  }
  return (
    <ul class="streams">
      {streams.map(({ id, name, notDelivered, waiting, delivered, lastError }) => (
        <li key={id}>
          <strong>{name}</strong>{" "}
          <span class="soft">
            {notDelivered ?? `${count(delivered, "entry", "entries")} delivered, ${waiting} waiting`}
          </span>
          {lastError !== undefined && <small class="bad-text">Last error: {lastError}</small>}
        </li>
      ))}
    </ul>
  );
}

interface DeliveryFormProps {
  faults: DeliveryFaultSettings;
  busy: boolean;
  set(faults: DeliveryFaultSettings): void;
}

function DeliveryForm({ faults, busy, set }: DeliveryFormProps) {
  const [delayMs, setDelay] = useState(0);
  const [reorderMs, setReorder] = useState(0);
  const [duplicates, setDuplicates] = useState(0);
  const [times, setTimes] = useState(0);
  const [arrives, setArrives] = useState(false);
  const shown = JSON.stringify(faults);
  useEffect(() => {
    const { delayMs = 0, reorderMs = 0, duplicates = 0, failing } = JSON.parse(shown) as DeliveryFaultSettings;
    setDelay(delayMs);
    setReorder(reorderMs);
    setDuplicates(duplicates);
    setTimes(failing?.times ?? 0);
    setArrives(failing?.arrives ?? false);
  }, [shown]);
  return (
    <form
      class="stack"
      aria-label="Faults of deliveries"
      onSubmit={(event) => {
        event.preventDefault();
        set({
          ...(delayMs > 0 && { delayMs }),
          ...(reorderMs > 0 && { reorderMs }),
          ...(duplicates > 0 && { duplicates }),
          ...(times > 0 && { failing: { times, ...(arrives && { arrives }) } }),
        });
      }}
    >
      <div class="pair">
        <NumberField id="delivery-delay" label="Delay per entry (ms)" value={delayMs} set={setDelay} />
        <NumberField id="delivery-reorder" label="Plus up to (ms)" value={reorderMs} set={setReorder} />
        <NumberField id="delivery-duplicates" label="Repeats per batch" value={duplicates} set={setDuplicates} />
        <NumberField id="delivery-failing" label="Failing attempts" value={times} set={setTimes} />
      </div>
      <label class="check">
        <input type="checkbox" checked={arrives} onChange={(event) => setArrives(event.currentTarget.checked)} />A
        failed attempt still arrives; only its answer is lost
      </label>
      <div class="row">
        <button type="submit" disabled={busy}>
          Apply
        </button>
      </div>
    </form>
  );
}
