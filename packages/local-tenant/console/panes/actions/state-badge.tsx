import { Badge } from "../../components/badge";
import type { TenantAction } from "../../lib/documents";

/** What of an Action is not as it should be, in a few words; nothing where its draft is what logins run. */
export function StateBadge({ action }: { action: TenantAction }) {
  const { status, versions, all_changes_deployed: isDeployed } = action;
  if (status === "failed") return <Badge tone="bad">build failed</Badge>;
  if (status !== "built") return <Badge tone="info">{status === "pending" ? "build pending" : "building"}</Badge>;
  if (versions[0]?.live === false) return <Badge tone="info">deploying</Badge>;
  if (versions.length === 0) return <Badge tone="warn">never deployed</Badge>;
  return isDeployed ? null : <Badge tone="warn">draft not deployed</Badge>;
}
