import { useId } from "preact/hooks";

interface FieldProps {
  label: string;
  value: string;
  type?: "text" | "password" | "search" | "tel";
  placeholder?: string;
  /** What is wrong with it. */
  wrong?: string | undefined;
  /** What goes into it. */
  hint?: string;
  onValue(value: string): void;
}

/** A text field with its label, and what is wrong with its value. */
export function Field({ label, value, wrong, hint, placeholder, onValue, type = "text" }: FieldProps) {
  const id = useId();
  const said = `${id}-said`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        // The types know each of these by itself, and not their union.
        type={type as "text"}
        autocomplete={type === "password" ? "new-password" : "off"}
        spellcheck={false}
        placeholder={placeholder}
        value={value}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong !== undefined || hint !== undefined ? said : undefined}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
      <FieldNote id={said} wrong={wrong} hint={hint} />
    </div>
  );
}

/** What stands below a field: what is wrong with it, else what goes into it. */
export function FieldNote({ id, wrong, hint }: { id: string; wrong: string | undefined; hint: string | undefined }) {
  if (wrong !== undefined) {
    return (
      <p id={id} class="wrong" role="alert">
        {sentence(wrong)}
      </p>
    );
  }
  return hint === undefined ? null : (
    <p id={id} class="hint">
      {hint}
    </p>
  );
}

function sentence(text: string): string {
  return `${text[0]?.toUpperCase() ?? ""}${text.slice(1)}${/[.?!]$/.test(text) ? "" : "."}`;
}
