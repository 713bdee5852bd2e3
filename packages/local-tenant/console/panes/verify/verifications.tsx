import { useState } from "preact/hooks";
import { Problem } from "../../components/problem";
import type { VerificationList } from "../../lib/documents";
import { count } from "../../lib/format";
import { useLive } from "../../lib/live";
import { useKept } from "../../lib/use-kept";
import { NothingSent } from "./nothing-sent";
import { OlderButton } from "./older-button";
import { statuses } from "./statuses";
import { Verification } from "./verification";

const topics = ["verify", "logins", "clock"] as const;
const pageSize = 50;

/** The verifications, newest first; `chosen` is the SID of the one to open. */
export function Verifications({ chosen }: { chosen: string | undefined }) {
  const [limit, setLimit] = useState(pageSize);
  const [status, setStatus] = useState("");
  const query = new URLSearchParams({ limit: String(limit), ...(status && { status }) });
  const { data: newest, error } = useLive<VerificationList>(`/verify/verifications?${query}`, topics);
  const data = useKept(newest, status);
  if (!data) return <Problem error={error} />;
  if (data.total === 0 && status === "") return <NothingSent />;
  return (
    <section class="card">
      <div class="card-head">
        <h2>{count(data.total, "verification")}</h2>
        <label class="row status-filter">
          <span class="label">Status</span>
          <select value={status} onChange={({ currentTarget }) => setStatus(currentTarget.value)}>
            <option value="">all</option>
            {Object.entries(statuses).map(([each, { word }]) => (
              <option key={each} value={each}>
                {word}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Problem error={error} />
      {data.total === 0 && <p class="card-body soft">None has this status.</p>}
      {data.verifications.map((each) => (
        <Verification key={each.sid} verification={each} isChosen={each.sid === chosen} />
      ))}
      {data.verifications.length < data.total && <OlderButton onPress={() => setLimit(limit + pageSize)} />}
    </section>
  );
}
