import { Empty } from "../../components/empty";
import { Problem } from "../../components/problem";
import { post, remove } from "../../lib/api";
import type { ComparisonDocument } from "../../lib/documents";
import { duration } from "../../lib/format";
import { useLive } from "../../lib/live";
import { href } from "../../lib/router";
import { useSubmit } from "../../lib/submit";
import "./comparison.css";
import { Model } from "./model";
import { Result } from "./result";
import { RunForm } from "./run-form";
import { Running } from "./running";

const topics = ["comparison", "actions"] as const;

export function ComparisonPane() {
  const { data, error } = useLive<ComparisonDocument>("/comparison", topics);
  const submit = useSubmit();
  const run = data?.newest;
  const begin = (body: object) => void submit.send(() => post("/comparison", body));
  return (
    <>
      <p class="notice warn">
        <strong>A local model.</strong> People and attackers are generated from a seed. Twilio does not publish how
        Fraud Guard decides, so what counts as blocked here follows this page's own rule.
      </p>
      <Problem error={error ?? submit.error} />
      {data && data.reporting.length === 0 && !run && <NothingReports />}
      {data && data.reporting.length > 0 && run?.state !== "running" && (
        <RunForm reporting={data.reporting} last={run ?? undefined} busy={submit.busy} begin={begin} />
      )}
      {run?.state === "running" && (
        <Running run={run} busy={submit.busy} cancel={() => void submit.send(() => remove("/comparison"))} />
      )}
      {run?.state === "cancelled" && <p class="notice">The last comparison was cancelled. Its tenants are gone.</p>}
      {run?.state === "failed" && (
        <p class="notice bad" role="alert">
          The last comparison failed: {run.error}
        </p>
      )}
      {run?.state === "done" && (
        <>
          <Result run={run} result={run.result} />
          <p class="soft small">
            {run.logins.toLocaleString("en")} logins in each tenant, seed {run.seed}, {duration(run.tookMs)}.
          </p>
        </>
      )}
      {data && (data.reporting.length > 0 || run) && <Model model={data.model} />}
    </>
  );
}

function NothingReports() {
  return (
    <Empty title="No Action reports to Verify">
      <p>
        The same thousand logins run twice here: in a copy of this tenant as it is, and in one without the Actions that
        tell Verify which codes were used. Side by side, you see what the reports are worth.
      </p>
      <p>
        None of this tenant's <a href={href("actions")}>Actions</a> has Verify’s credentials, so none reports. Load a
        stack that has such Actions, or deploy them to this tenant.
      </p>
    </Empty>
  );
}
