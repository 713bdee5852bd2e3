import { useState } from "preact/hooks";
import { Empty } from "../../components/empty";
import { Problem } from "../../components/problem";
import type { RequestList } from "../../lib/documents";
import { count } from "../../lib/format";
import { useLive } from "../../lib/live";
import { useKept } from "../../lib/use-kept";
import { OlderButton } from "./older-button";
import { Request } from "./request";

const topics = ["verify"] as const;
const pageSize = 50;

/** The requests that Verify received, newest first. */
export function Requests() {
  const [limit, setLimit] = useState(pageSize);
  const { data: newest, error } = useLive<RequestList>(`/verify/requests?limit=${limit}`, topics);
  const data = useKept(newest, "");
  if (!data) return <Problem error={error} />;
  if (data.total === 0) {
    return (
      <Empty title="Verify has received no request yet">
        <p>
          Each code that is sent is a request to create a verification; each report that a code was used updates one.
        </p>
      </Empty>
    );
  }
  return (
    <section class="card">
      <div class="card-head">
        <h2>{count(data.total, "request")}</h2>
        <p class="soft">Headers are not kept, so no credential is shown.</p>
      </div>
      <Problem error={error} />
      {data.requests.map((each) => (
        <Request key={each.sid} request={each} />
      ))}
      {data.requests.length < data.total && <OlderButton onPress={() => setLimit(limit + pageSize)} />}
    </section>
  );
}
