import { type PushStateOptions, pushState as run } from "../verbs/deploy/push-state";
import type { Verb } from "./verb";

export const pushState: Verb<PushStateOptions> = {
  name: "push-state",
  summary: "Writes the state that an apply could not write, once the backend can be written again. Needs no secrets.",
  changes: true,
  ends: {
    done: "written, or there is none to write",
    failed: "Terraform refused; the state is still kept",
    notReady: "an argument, tenants.ts or the backend's credentials are missing or wrong",
    problems: "another state is waiting to be written, or the sealed one is not this tenant's; nothing was changed",
    declined: "not confirmed",
  },
  options: (command) =>
    command.option(
      "--sealed <file>",
      "the state that a workflow has kept, encrypted with PLAN_KEY: ci-deploy --rescue",
    ),
  run,
};
