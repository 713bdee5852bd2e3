import { runVerb } from "../verbs/ci/run-verb";
import { rotate } from "./rotate";
import type { Verb } from "./verb";

export const ciRotate: Verb = {
  ...rotate,
  name: "ci-rotate",
  summary: "Sends new Twilio secrets in a GitHub workflow: those in the job's environment.",
  run: (request) => runVerb(request, `Rotation of ${request.name}`, (inner) => rotate.run(inner, {})),
};
