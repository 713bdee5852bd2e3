import { useState } from "preact/hooks";
import { NumberField } from "../../components/number-field";
import type { FaultKind, Operation } from "../../lib/documents";
import { kinds, operationWords, refusals } from "./fault-words";
import type { FaultRequest } from "./presets";

interface FaultFormProps {
  operations: readonly Operation[];
  busy: boolean;
  set(fault: FaultRequest): Promise<boolean>;
}

/** Any fault, with all that can be said of it. */
export function FaultForm({ operations, busy, set }: FaultFormProps) {
  const [operation, setOperation] = useState<Operation>("verification/update");
  const [kind, setKind] = useState<FaultKind["kind"]>("hang");
  const [status, setStatus] = useState(500);
  const [code, setCode] = useState(60410);
  const [ms, setMs] = useState(2000);
  const [times, setTimes] = useState("");
  const [takesEffect, setTakesEffect] = useState(false);
  const others = operations.filter((each) => !(each in operationWords));
  const request = () => ({
    operation,
    ...faultOf(kind, { status, code, ms }),
    ...(times !== "" && { times: Number(times) }),
    ...(takesEffect && { takesEffect }),
  });
  return (
    <form
      class="fault-form"
      aria-label="Another fault"
      onSubmit={(event) => {
        event.preventDefault();
        void set(request());
      }}
    >
      <div class="field">
        <label for="fault-operation">Request</label>
        <select
          id="fault-operation"
          value={operation}
          onChange={(event) => setOperation(event.currentTarget.value as Operation)}
        >
          {Object.entries(operationWords).map(([name, says]) => (
            <option key={name} value={name}>
              {says}
            </option>
          ))}
          <optgroup label="Other requests">
            {others.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </optgroup>
        </select>
      </div>
      <div class="field">
        <label for="fault-kind">Verify …</label>
        <select id="fault-kind" value={kind} onChange={(event) => setKind(event.currentTarget.value as typeof kind)}>
          {Object.entries(kinds).map(([name, says]) => (
            <option key={name} value={name}>
              {says}
            </option>
          ))}
        </select>
      </div>
      {(kind === "delay" || kind === "drip") && (
        <NumberField
          id="fault-ms"
          label={kind === "delay" ? "Milliseconds late" : "Milliseconds between bytes"}
          value={ms}
          set={setMs}
        />
      )}
      {(kind === "error" || kind === "html") && (
        <div class="field">
          <label for="fault-status">Status</label>
          <select id="fault-status" value={status} onChange={(event) => setStatus(Number(event.currentTarget.value))}>
            {(kind === "error" ? [401, 404, 429, 500] : [200, 500]).map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </div>
      )}
      {kind === "refusal" && (
        <div class="field">
          <label for="fault-code">Twilio's error</label>
          <select id="fault-code" value={code} onChange={(event) => setCode(Number(event.currentTarget.value))}>
            {refusals.map((each) => (
              <option key={each.code} value={each.code}>
                {each.code}: {each.says}
              </option>
            ))}
          </select>
        </div>
      )}
      <div class="field">
        <label for="fault-times">How many requests</label>
        <input
          id="fault-times"
          type="number"
          min="1"
          placeholder="all"
          value={times}
          onInput={(event) => setTimes(event.currentTarget.value)}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={takesEffect}
          onChange={(event) => setTakesEffect(event.currentTarget.checked)}
        />
        The request still takes effect, as when a time-out hides a success
      </label>
      <div class="row">
        <button type="submit" class="primary" disabled={busy}>
          Switch on
        </button>
      </div>
    </form>
  );
}

function faultOf(kind: FaultKind["kind"], given: { status: number; code: number; ms: number }): FaultKind {
  const { status, code, ms } = given;
  switch (kind) {
    case "delay":
      return { kind, ms };
    case "drip":
      return { kind, intervalMs: ms };
    case "error":
      return { kind, status } as FaultKind;
    case "html":
      return { kind, status: status === 200 ? 200 : 500 };
    case "refusal":
      return { kind, code, status: refusals.find((each) => each.code === code)?.status ?? 403 };
    default:
      return { kind };
  }
}
