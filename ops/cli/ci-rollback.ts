import { runVerb } from "../verbs/ci/run-verb";
import type { RollbackOptions } from "../verbs/rollback/rollback";
import { rollback } from "./rollback";
import type { Verb } from "./verb";

export const ciRollback: Verb<RollbackOptions> = {
  ...rollback,
  name: "ci-rollback",
  summary: "Deploys an earlier artefact again in a GitHub workflow; the Actions keep their secrets.",
  run: (request, options) => runVerb(request, `Rollback of ${request.name}`, (inner) => rollback.run(inner, options)),
};
