import { destroy as run } from "../verbs/destroy/destroy";
import type { Verb } from "./verb";

export const destroy: Verb = {
  name: "destroy",
  summary: "Removes what this stack made from an Auth0 tenant, and nothing else. Needs no secrets.",
  changes: true,
  ends: {
    done: "removed, or nothing to remove",
    failed: "Terraform or the tenant said no; what is gone stays gone",
    notReady: "an argument, tenants.ts or credentials are not ready",
    declined: "not confirmed",
  },
  run,
};
