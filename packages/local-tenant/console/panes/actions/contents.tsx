import type { TenantAction } from "../../lib/documents";
import { dayAndTime } from "../../lib/format";

/** Runtime, packages and secrets of a version or draft, as entries of a list of facts. */
export function Contents({ contents: { runtime, dependencies, secrets } }: { contents: TenantAction["draft"] }) {
  return (
    <>
      <dt>Runtime</dt>
      <dd>{runtime}</dd>
      <dt>Packages</dt>
      <dd>
        {dependencies.length === 0 && <span class="soft">none</span>}
        <span class="row tight">
          {dependencies.map(({ name, version }) => (
            <code key={name} class="chip">
              {name}@{version}
            </code>
          ))}
        </span>
      </dd>
      <dt>Secrets</dt>
      <dd>
        {secrets.length === 0 && <span class="soft">none</span>}
        <span class="row tight">
          {secrets.map(({ name, updated_at: at }) => (
            <code key={name} class="chip" title={`Set ${dayAndTime(at)}`}>
              {name}
            </code>
          ))}
        </span>
        {secrets.length > 0 && <span class="soft small">Names only: no value leaves the tenant.</span>}
      </dd>
    </>
  );
}
