import { useState } from "preact/hooks";
import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import type { AnswerResult, LoginDetails } from "../../lib/documents";
import { CodeStep } from "./code-step";
import { MfaStep } from "./mfa-step";
import { PasswordStep } from "./password-step";
import type { TakeStep } from "./step-props";

/** What a login waits for, to be done by hand or by its user. Nothing for one that is over. */
export function NextStep({ login, reload }: { login: LoginDetails; reload(): void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const step: TakeStep = async (name, body) => {
    setBusy(true);
    setError(undefined);
    const path = `/logins/${encodeURIComponent(login.id)}/${name}`;
    const answer = await post<LoginDetails & { result?: unknown }>(path, body).catch((failure: Error) => {
      setError(failure);
      return undefined;
    });
    const refused = answer?.result as AnswerResult | undefined;
    if (refused?.accepted === false) setError(new Error(refused.description));
    setBusy(false);
    reload();
    return answer;
  };
  const Step = steps[login.state];
  if (!Step) return null;
  return (
    <div class="card next-step">
      <div class="card-head">
        <h3>What the user does next</h3>
        <div class="row">
          <button type="button" class="primary" disabled={busy} onClick={() => step("finish")}>
            Let {login.summary.user} finish it
          </button>
          <button type="button" class="danger" disabled={busy} onClick={() => step("abandon")}>
            Give up
          </button>
        </div>
      </div>
      <div class="card-body stack">
        <Problem error={error} />
        <Step login={login} step={step} busy={busy} />
      </div>
    </div>
  );
}

const steps = {
  "awaiting-password": PasswordStep,
  "awaiting-code": CodeStep,
  "awaiting-mfa": MfaStep,
  running: undefined,
  completed: undefined,
  ended: undefined,
};
