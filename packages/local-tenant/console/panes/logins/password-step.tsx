import { useState } from "preact/hooks";
import { Field } from "../../components/field";
import type { StepProps } from "./step-props";

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
      <Field label="Password" value={password} onValue={setPassword} />
      <button type="submit" disabled={busy || password === ""}>
        Type it in
      </button>
    </form>
  );
}
