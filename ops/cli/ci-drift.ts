import { ciDrift as run } from "../verbs/ci/drift";
import type { Verb } from "./verb";

export const ciDrift: Verb = {
  name: "ci-drift",
  summary: "Looks for drift in a GitHub workflow: opens one issue per tenant, keeps it up to date, and closes it.",
  changes: false,
  ends: {
    done: "looked, with or without drift; or the domain is still a placeholder",
    failed: "the tenant could not be compared: the issue stays as it is",
    notReady: "an argument, tenants.ts, credentials or a workflow variable is missing or wrong",
  },
  run,
};
