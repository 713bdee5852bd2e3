import { runVerb } from "../verbs/ci/run-verb";
import type { RotateOptions } from "../verbs/rotate/rotate";
import { rotate, sameSecrets } from "./rotate";
import type { Verb } from "./verb";

export const ciRotate: Verb<Pick<RotateOptions, "sameSecrets">> = {
  ...rotate,
  name: "ci-rotate",
  summary: "Sends new Twilio secrets in a GitHub workflow: those in the job's environment.",
  options: (command) => sameSecrets(command),
  run: (request, options) => runVerb(request, `Rotation of ${request.name}`, (inner) => rotate.run(inner, options)),
};
