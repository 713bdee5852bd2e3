import { useState } from "preact/hooks";

interface CodeFieldProps {
  /** The right code; `undefined`: not known here. */
  known: string | undefined;
  /** Where the user has it from, such as "from the message". */
  source: string;
  busy: boolean;
  submit(code: string): void;
}

/** A code to type in: the right one at a press, or any other. */
export function CodeField({ known, source, busy, submit }: CodeFieldProps) {
  const [code, setCode] = useState("");
  return (
    <form
      class="step"
      onSubmit={(event) => {
        event.preventDefault();
        submit(code);
        setCode("");
      }}
    >
      <div class="field">
        <label for="step-code">Code</label>
        <input
          id="step-code"
          class="code-input"
          type="text"
          inputMode="numeric"
          autocomplete="off"
          spellcheck={false}
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
      </div>
      <button type="submit" disabled={busy || code === ""}>
        Type it in
      </button>
      {known !== undefined && (
        <button type="button" disabled={busy} onClick={() => submit(known)}>
          Type in {known} {source}
        </button>
      )}
    </form>
  );
}
