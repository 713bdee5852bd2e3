interface NumberFieldProps {
  id: string;
  label: string;
  value: number;
  /** Default: 0. */
  min?: number;
  max?: number;
  set(value: number): void;
}

/** A whole number with its label. */
export function NumberField({ id, label, value, min = 0, max, set }: NumberFieldProps) {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        min={min}
        max={max}
        required
        value={value}
        onInput={(event) => set(Number(event.currentTarget.value))}
      />
    </div>
  );
}
