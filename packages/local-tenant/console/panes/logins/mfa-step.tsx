import { useEffect, useState } from "preact/hooks";
import { Field } from "../../components/field";
import { get } from "../../lib/api";
import { CodeField } from "./code-field";
import type { StepProps } from "./step-props";
import { factors } from "./words";

/** What the user notes down when a factor is enrolled. */
interface Enrolled {
  type: string;
  secret?: string;
  recoveryCode?: string;
}

/** Answers an MFA prompt by one of the factors that it offers, or enrols one. */
export function MfaStep({ login, step, busy }: StepProps) {
  const prompt = login.prompt!;
  const [factor, setFactor] = useState<string>(prompt.factors[0] ?? "");
  const [enrolled, setEnrolled] = useState<Enrolled>();
  const isEnrolment = prompt.command === "enroll";
  const choose = async (chosen: string, channel?: "sms" | "call") => {
    setFactor(chosen);
    if (!isEnrolment) await step("select", { factor: chosen, ...(channel && { channel }) });
  };
  const enrol = async (phoneNumber?: string) => {
    const answer = await step("enroll", { factor, ...(phoneNumber && { phoneNumber }) });
    setEnrolled(answer?.result as Enrolled | undefined);
  };
  return (
    <>
      {prompt.factors.length > 1 && (
        <fieldset class="choices">
          <legend class="label">{isEnrolment ? "Enrol" : "Answer by"}</legend>
          {prompt.factors.map((each) => (
            <button
              type="button"
              key={each}
              aria-pressed={each === factor}
              disabled={busy}
              onClick={() => void choose(each)}
            >
              {factors[each]}
            </button>
          ))}
        </fieldset>
      )}
      {isEnrolment && enrolled?.type !== factor ? (
        <Enrol factor={factor} busy={busy} enrol={enrol} />
      ) : (
        <Answer login={login} factor={factor} busy={busy} step={step} enrolled={enrolled} />
      )}
      {!isEnrolment && factor === "phone" && (
        <div class="row">
          <button type="button" disabled={busy} onClick={() => void choose("phone", "sms")}>
            Send another text
          </button>
          <button type="button" disabled={busy} onClick={() => void choose("phone", "call")}>
            Call instead
          </button>
        </div>
      )}
    </>
  );
}

function Enrol({ factor, busy, enrol }: { factor: string; busy: boolean; enrol(phoneNumber?: string): void }) {
  const [number, setNumber] = useState("");
  return (
    <form
      class="step"
      onSubmit={(event) => {
        event.preventDefault();
        enrol(number);
      }}
    >
      {factor === "phone" && (
        <Field
          label="Phone number (empty: the profile’s)"
          type="tel"
          placeholder="+12025550150"
          value={number}
          onValue={setNumber}
        />
      )}
      <button type="submit" disabled={busy}>
        Enrol: {factors[factor]}
      </button>
    </form>
  );
}

function Answer({
  login,
  factor,
  busy,
  step,
  enrolled,
}: StepProps & { factor: string; enrolled: Enrolled | undefined }) {
  const own = useOwnCode(login.summary.userId, factor, enrolled);
  const answer = (body: object) => void step("answer", { factor, ...body });
  if (factor === "phone" || factor === "email") {
    return (
      <CodeField known={login.arrived} source="from the message" busy={busy} submit={(code) => answer({ code })} />
    );
  }
  if (factor === "otp" || factor === "recovery-code") {
    const source = factor === "otp" ? "from the app" : "from their note";
    return <CodeField known={own} source={source} busy={busy} submit={(code) => answer({ code })} />;
  }
  return (
    <div class="row">
      <button type="button" disabled={busy} onClick={() => answer({})}>
        Approve on the device
      </button>
      <button type="button" disabled={busy} onClick={() => answer({ reject: true })}>
        Reject on the device
      </button>
    </div>
  );
}

/** What the user reads off their app or paper. An app that is being enrolled is not known yet. */
function useOwnCode(userId: string, factor: string, enrolled: Enrolled | undefined): string | undefined {
  const [code, setCode] = useState<string>();
  useEffect(() => {
    setCode(enrolled?.recoveryCode);
    if (enrolled || (factor !== "otp" && factor !== "recovery-code")) return;
    const read = () =>
      get<{ otp?: { code: string }; recovery_code?: string }>(`/users/${encodeURIComponent(userId)}/codes`).then(
        ({ otp, recovery_code }) => setCode(factor === "otp" ? otp?.code : recovery_code),
        () => setCode(undefined),
      );
    void read();
    const timer = setInterval(read, 5000);
    return () => clearInterval(timer);
  }, [userId, factor, enrolled]);
  return code;
}
