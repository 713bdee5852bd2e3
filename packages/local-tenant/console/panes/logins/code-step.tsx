import { CodeField } from "./code-field";
import type { StepProps } from "./step-props";

/** Types in the first factor's code, or asks for a new one. */
export function CodeStep({ login, step, busy }: StepProps) {
  return (
    <>
      <CodeField
        known={login.arrived}
        source="from the message"
        busy={busy}
        submit={(code) => void step("code", { code })}
      />
      <div class="row">
        <button type="button" disabled={busy} onClick={() => step("resend")}>
          Send the code again
        </button>
      </div>
    </>
  );
}
