import { useState } from "preact/hooks";

const units = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;

/** Advances the clock by as much as a user wants. */
export function AdvanceForm({ busy, advance }: { busy: boolean; advance(ms: number): void }) {
  const [amount, setAmount] = useState("1");
  const [unit, setUnit] = useState<keyof typeof units>("hours");
  const ms = Math.round(Number(amount) * units[unit]);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        advance(ms);
      }}
    >
      <label class="visually-hidden" for="advance-amount">
        How much later
      </label>
      <input
        id="advance-amount"
        class="short"
        type="number"
        min="0"
        step="any"
        required
        value={amount}
        onInput={(event) => setAmount(event.currentTarget.value)}
      />
      <label class="visually-hidden" for="advance-unit">
        Unit
      </label>
      <select
        id="advance-unit"
        class="short"
        value={unit}
        onChange={(event) => setUnit(event.currentTarget.value as keyof typeof units)}
      >
        {Object.keys(units).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <button type="submit" disabled={busy || !(ms > 0)}>
        Advance
      </button>
    </form>
  );
}
