import { Badge } from "../../components/badge";
import type { TenantAction } from "../../lib/documents";
import { href } from "../../lib/router";
import { CodeSection } from "./code-section";
import { Contents } from "./contents";
import { OriginText } from "./origin-text";
import { StateBadge } from "./state-badge";
import { VersionTable } from "./version-table";

/** One Action: what runs, where it came from, its versions, and their code. `view`: what of the code, see `parseView`. */
export function ActionDetail({ action, view }: { action: TenantAction; view: string | undefined }) {
  const live = action.versions.find((version) => version.live);
  return (
    <>
      <a class="to-list" href={href("actions")}>
        ← All Actions
      </a>
      <section class="card" aria-label="What runs">
        <div class="card-head">
          <h2>{action.name}</h2>
          <span class="row tight">
            <Badge>{action.trigger}</Badge>
            {live && <Badge tone="good">version {live.number} is live</Badge>}
            <StateBadge action={action} />
          </span>
        </div>
        <dl class="facts card-body">
          <dt>Came from</dt>
          <dd>
            <OriginText origin={(live ?? action).origin} />
          </dd>
          <Contents contents={live ?? action.draft} />
          <dt>Id</dt>
          <dd class="mono">{action.id}</dd>
        </dl>
      </section>
      <VersionTable action={action} />
      <CodeSection action={action} view={view} />
    </>
  );
}
