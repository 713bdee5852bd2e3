import { Json } from "../../components/json";
import { Problem } from "../../components/problem";
import type { LoginDetails } from "../../lib/documents";
import { dayAndTime, duration } from "../../lib/format";
import { useLive } from "../../lib/live";
import { href } from "../../lib/router";
import { NextStep } from "./next-step";
import { StateBadge } from "./state-badge";
import { Strip } from "./strip";
import { Timeline } from "./timeline";
import { Tokens } from "./tokens";
import { kindOf } from "./words";

const topics = ["logins"] as const;

/** All about one login, as it happens. */
export function LoginDetail({ id }: { id: string }) {
  const { data: login, error, reload } = useLive<LoginDetails>(`/logins/${encodeURIComponent(id)}`, topics);
  if (!login) return error ? <Gone error={error} /> : null;
  const { summary, timeline, outcome } = login;
  return (
    <section class="login-detail" aria-label="One login">
      <a class="back" href={href("logins")}>
        ← All logins
      </a>
      <div class="card">
        <div class="card-head">
          <h2>{summary.user}</h2>
          <StateBadge login={summary} />
        </div>
        <div class="card-body stack">
          <dl class="facts login-facts">
            <dt>How</dt>
            <dd>{kindOf(summary)}</dd>
            <dt>Application</dt>
            <dd>{summary.client}</dd>
            <dt>Began</dt>
            <dd>{dayAndTime(summary.startedAt)}</dd>
            <dt>{outcome ? "Took" : "So far"}</dt>
            <dd>{duration(summary.ms)}</dd>
          </dl>
          <Strip timeline={timeline} />
        </div>
      </div>
      <Problem error={error} />
      <NextStep login={login} reload={reload} />
      <div class="card">
        <div class="card-head">
          <h3>Timeline</h3>
        </div>
        <Timeline id={id} timeline={timeline} />
      </div>
      <Tokens login={login} />
      <Json name="This login as JSON" value={login} />
    </section>
  );
}

function Gone({ error }: { error: Error }) {
  return (
    <section class="login-detail" aria-label="One login">
      <a class="back" href={href("logins")}>
        ← All logins
      </a>
      <Problem error={error} />
    </section>
  );
}
