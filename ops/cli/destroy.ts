import { destroy as run } from "../verbs/destroy/destroy";
import type { Verb } from "./verb";

export const destroy: Verb = {
  name: "destroy",
  summary: "Removes from an Auth0 tenant what this stack created, and nothing else. Needs no secrets.",
  changes: true,
  ends: {
    done: "removed, or nothing to remove",
    failed: "Terraform or the tenant refused; what was removed stays removed",
    notReady: "an argument, tenants.ts or credentials are missing or wrong",
    declined: "not confirmed",
  },
  run,
};
