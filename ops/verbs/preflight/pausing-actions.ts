import type { Tenant } from "../../../stacks/tenant-schema";
import { listsWith } from "../../live/foreign-lists";
import type { LiveFacts } from "../../live/live-facts";
import type { Problem } from "../../live/problem";

/** Warnings of Actions that `before` lists and whose code pauses a login. */
export function pausingActions(name: string, tenant: Tenant, { actions = [] }: LiveFacts): Problem[] {
  const pausing = tenant.before.flatMap((listed) => {
    const calls = actions.find((action) => action.name === listed)?.does?.pauses ?? [];
    return calls.length > 0 ? [{ name: listed, calls }] : [];
  });
  if (pausing.length === 0) return [];
  const names = pausing.map((action) => action.name);
  const staying = { ...tenant, before: tenant.before.filter((listed) => !names.includes(listed)) };
  return [
    {
      what:
        "These Actions are listed in before, and pause a login before mfa-challenge runs:\n" +
        pausing.map((action) => `  ${JSON.stringify(action.name)} calls ${action.calls.join(", ")}`).join("\n"),
      where: `tenants.ts, ${name}.before`,
      fix: `Run them last, unless this order is intended:\n${listsWith(staying, { before: [], after: pausing }).trimEnd()}`,
    },
  ];
}
