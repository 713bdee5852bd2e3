import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import { useLive } from "../../lib/live";
import { useSubmit } from "../../lib/submit";

const topics = ["faults"] as const;

type Second = "sent" | "ignored";

const choices: readonly [Second, string][] = [
  ["sent", "takes the place of the first"],
  ["ignored", "is ignored, and the first is sent again"],
];

/** What Twilio does not document: a second custom code while the first is pending. */
export function CustomCodes() {
  const { data } = useLive<{ second: Second }>("/verify/custom-codes", topics);
  const submit = useSubmit();
  return (
    <fieldset class="choices">
      <legend class="label">A second code for a number, while the first is pending, …</legend>
      <Problem error={submit.error} />
      {choices.map(([second, says]) => (
        <label key={second}>
          <input
            type="radio"
            name="second-custom-code"
            checked={data?.second === second}
            disabled={submit.busy}
            onChange={() => void submit.send(() => post("/verify/custom-codes", { second }))}
          />
          {says}
        </label>
      ))}
      <p class="soft small">Twilio does not document which.</p>
    </fieldset>
  );
}
