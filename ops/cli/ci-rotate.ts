import type { RescueOption } from "../verbs/ci/rescue";
import { runVerb } from "../verbs/ci/run-verb";
import type { RotateOptions } from "../verbs/rotate/rotate";
import { rescueOption } from "./rescue-option";
import { rotate, sameSecrets } from "./rotate";
import type { Verb } from "./verb";

export const ciRotate: Verb<Pick<RotateOptions, "sameSecrets"> & RescueOption> = {
  ...rotate,
  name: "ci-rotate",
  summary: "Sends new Twilio secrets in a GitHub workflow: those in the job's environment.",
  options: (command) => rescueOption(sameSecrets(command)),
  run: (invocation, options) =>
    runVerb(invocation, `Rotation of ${invocation.name}`, options, (inner) => rotate.run(inner, options)),
};
