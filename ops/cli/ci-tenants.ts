import { type CiTenantsOptions, ciTenants as run } from "../verbs/ci/tenants";
import type { PlainVerb } from "./verb";

export const ciTenants: PlainVerb<CiTenantsOptions> = {
  name: "ci-tenants",
  summary: "Lists the tenants in tenants.ts for a GitHub workflow: the outputs tenants, first and second.",
  ends: { done: "listed", notReady: "tenants.ts is not valid" },
  options: (command) =>
    command.option(
      "--sealed <folder>",
      "in second, list only tenants whose sealed plan, <tenant>.plan, in this folder is not empty",
    ),
  run: async (invocation, options) => run(invocation, options),
};
