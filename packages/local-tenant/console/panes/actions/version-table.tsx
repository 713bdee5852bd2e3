import { Badge } from "../../components/badge";
import type { TenantAction } from "../../lib/documents";
import { dayAndTime, timeOfDay } from "../../lib/format";
import { href } from "../../lib/router";
import { OriginText } from "./origin-text";
import { viewOfChanges, viewOfCode } from "./view";

/** The versions, newest first, with links to the code of each and to what changed. */
export function VersionTable({ action: { id, versions } }: { action: TenantAction }) {
  if (versions.length === 0) {
    return (
      <p class="notice warn">This Action was never deployed: no login runs it, and it can’t be bound to a trigger.</p>
    );
  }
  return (
    <section class="card" aria-label="Versions">
      <div class="card-head">
        <h2>Versions</h2>
        <span class="soft small">The tenant keeps the newest 50.</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls is reached with the keyboard by it */}
      <section class="scroll versions" tabIndex={0} aria-label="Table of versions">
        <table>
          <thead>
            <tr>
              <th class="number">No.</th>
              <th>Deployed</th>
              <th>By</th>
              <th>Look at</th>
            </tr>
          </thead>
          <tbody>
            {versions.map((version, index) => {
              const before = versions[index + 1];
              return (
                <tr key={version.id}>
                  <td class="number">{version.number}</td>
                  <td>
                    <span class="row tight">
                      <time dateTime={version.created_at} title={dayAndTime(version.created_at)}>
                        {timeOfDay(version.created_at)}
                      </time>
                      {version.live && <Badge tone="good">live</Badge>}
                      {index === 0 && !version.live && <Badge tone="info">live at {timeOfDay(version.live_at)}</Badge>}
                    </span>
                  </td>
                  <td>
                    <OriginText origin={version.origin} short />
                  </td>
                  <td>
                    <span class="row tight">
                      <a href={href("actions", id, viewOfCode(version.number))}>Code</a>
                      {before && (
                        <a href={href("actions", id, viewOfChanges(before.number, version.number))}>
                          Changes since {before.number}
                        </a>
                      )}
                    </span>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </section>
  );
}
