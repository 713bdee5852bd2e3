import type { RescueOption } from "../verbs/ci/rescue";
import { runVerb } from "../verbs/ci/run-verb";
import type { RollbackOptions } from "../verbs/rollback/rollback";
import { rescueOption } from "./rescue-option";
import { rollback } from "./rollback";
import type { Verb } from "./verb";

export const ciRollback: Verb<RollbackOptions & RescueOption> = {
  ...rollback,
  name: "ci-rollback",
  summary: "Deploys an earlier artefact again in a GitHub workflow; the Actions keep their secrets.",
  options: (command) => {
    rollback.options?.(command);
    rescueOption(command);
  },
  run: (invocation, options) =>
    runVerb(invocation, `Rollback of ${invocation.name}`, options, (inner) => rollback.run(inner, options)),
};
