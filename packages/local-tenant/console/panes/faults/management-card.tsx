import { useEffect, useState } from "preact/hooks";
import { Badge } from "../../components/badge";
import { NumberField } from "../../components/number-field";
import { Problem } from "../../components/problem";
import { post } from "../../lib/api";
import type { LocalTenantDescription, ManagementState } from "../../lib/documents";
import { useLive } from "../../lib/live";
import { useSubmit } from "../../lib/submit";

const topics = ["faults"] as const;
const actionTopics = ["actions"] as const;

/** What a deploy meets: refusals, and builds that are slow or fail. */
export function ManagementCard() {
  const { data, error, reload } = useLive<ManagementState>("/management", topics);
  const submit = useSubmit();
  const [times, setTimes] = useState(3);
  const set = (name: string, body: object) => void submit.send(() => post(`/management/${name}`, body)).then(reload);
  return (
    <section class="card" aria-labelledby="management-title">
      <div class="card-head">
        <h2 id="management-title">Management API</h2>
        {data && data.refusals > 0 && <Badge tone="warn">{data.refusals} × 429 to come</Badge>}
      </div>
      <div class="card-body stack">
        <Problem error={error ?? submit.error} />
        <p class="soft">What Terraform, the Deploy CLI and the SDKs meet when they deploy to this tenant.</p>
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault();
            set("rate-limit", { times });
          }}
        >
          <label for="refusals">Answer 429 to the next</label>
          <input
            id="refusals"
            class="short"
            type="number"
            min="0"
            value={times}
            onInput={(event) => setTimes(Number(event.currentTarget.value))}
          />
          <span>requests</span>
          <button type="submit" disabled={submit.busy}>
            Set
          </button>
          {data && data.refusals > 0 && (
            <button type="button" disabled={submit.busy} onClick={() => set("rate-limit", { times: 0 })}>
              Off
            </button>
          )}
        </form>
        {data && <Builds build={data.build} busy={submit.busy} set={(build) => set("build", build)} />}
        {data && (
          <label class="check">
            <input
              type="checkbox"
              checked={data.uniqueNames}
              disabled={submit.busy}
              onChange={(event) => set("names", { unique: event.currentTarget.checked })}
            />
            Refuse a second Action of the same name, which Auth0 is not known to do
          </label>
        )}
      </div>
    </section>
  );
}

interface BuildsProps {
  build: ManagementState["build"];
  busy: boolean;
  set(build: ManagementState["build"]): void;
}

/** How builds that begin from now on go. */
function Builds({ build, busy, set }: BuildsProps) {
  const { data: tenant } = useLive<LocalTenantDescription>("", actionTopics);
  const [ms, setMs] = useState(0);
  const [deployMs, setDeployMs] = useState(0);
  const [failing, setFailing] = useState<readonly string[]>([]);
  const [invalidFails, setInvalidFails] = useState(false);
  useEffect(() => {
    setMs(build.ms ?? 0);
    setDeployMs(build.deployMs ?? 0);
    setFailing(build.failing ?? []);
    setInvalidFails(build.invalidCode === "fails");
  }, [build]);
  const names = [...new Set([...(tenant?.actions ?? []), ...(tenant?.phoneProvider ? [tenant.phoneProvider] : [])])];
  const isOn = Object.keys(build).length > 0;
  return (
    <form
      class="builds"
      aria-label="Builds"
      onSubmit={(event) => {
        event.preventDefault();
        set({
          ...(ms > 0 && { ms }),
          ...(deployMs > 0 && { deployMs }),
          ...(failing.length > 0 && { failing }),
          ...(invalidFails && { invalidCode: "fails" as const }),
        });
      }}
    >
      <div class="pair">
        <NumberField id="build-ms" label="A build takes (ms)" value={ms} set={setMs} />
        <NumberField id="deploy-ms" label="A deploy takes (ms)" value={deployMs} set={setDeployMs} />
      </div>
      <fieldset class="choices">
        <legend class="label">Builds that fail</legend>
        {names.map((name) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={failing.includes(name)}
              onChange={({ currentTarget }) =>
                setFailing(currentTarget.checked ? [...failing, name] : failing.filter((each) => each !== name))
              }
            />
            {name}
          </label>
        ))}
        <label>
          <input
            type="checkbox"
            checked={invalidFails}
            onChange={(event) => setInvalidFails(event.currentTarget.checked)}
          />
          code that is not valid JavaScript, which Auth0 does build
        </label>
      </fieldset>
      <div class="row">
        <button type="submit" disabled={busy}>
          Apply to builds from now on
        </button>
        {isOn && (
          <>
            <Badge tone="warn">on</Badge>
            <button type="button" disabled={busy} onClick={() => set({})}>
              As in a fresh tenant
            </button>
          </>
        )}
      </div>
    </form>
  );
}
