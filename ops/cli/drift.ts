import { exitCodes } from "../support/exit-codes";
import { withProgress } from "../support/progress";
import { describeDrift } from "../verbs/drift/describe-drift";
import { driftIssue } from "../verbs/drift/drift-issue";
import { readDrift } from "../verbs/drift/read-drift";
import type { Verb } from "./verb";

export const drift: Verb = {
  name: "drift",
  summary:
    "Says whether somebody changed an Auth0 tenant outside of Terraform. Needs no secrets; read-only credentials are enough.",
  changes: false,
  ends: {
    done: "no drift",
    failed: "the tenant could not be compared",
    changes: "drift",
    notReady: "an argument, tenants.ts or credentials are missing or wrong",
  },
  async run(invocation) {
    const found = await withProgress(`comparing ${invocation.name} with what was deployed`, () =>
      readDrift(invocation),
    );
    const drifted = found.findings.length > 0;
    invocation.output.result({ drifted, ...found, issue: drifted ? driftIssue(found) : null }, describeDrift(found));
    return drifted ? exitCodes.changes : exitCodes.done;
  },
};
