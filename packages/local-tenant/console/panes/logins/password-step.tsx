import { useState } from "preact/hooks";
import type { StepProps } from "./next-step";

/** Types in a password. */
export function PasswordStep({ step, busy }: StepProps) {
  const [password, setPassword] = useState("");
  return (
    <form
      class="step"
      onSubmit={(event) => {
        event.preventDefault();
        void step("password", { password });
      }}
    >
      <div class="field">
        <label for="step-password">Password</label>
        <input
          id="step-password"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </div>
      <button type="submit" disabled={busy || password === ""}>
        Type it in
      </button>
    </form>
  );
}
