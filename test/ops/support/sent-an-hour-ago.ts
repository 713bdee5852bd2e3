import type { LocalTenantServer } from "../../../packages/local-tenant/src/server";

type Action = ReturnType<LocalTenantServer["tenant"]["actions"]["get"]>;

/** Dates the secrets of Actions back, in the draft and in what runs: a rotation that fails after that can be told lost. */
export function sentAnHourAgo(actions: readonly Action[]): void {
  const updatedAt = Date.now() - 3_600_000;
  for (const { secrets, versions } of actions) {
    for (const secret of [secrets, ...versions.map((version) => version.secrets)].flat()) {
      Object.assign(secret, { updatedAt });
    }
  }
}
