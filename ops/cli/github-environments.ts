import { exitCodes } from "../support/exit-codes";
import { githubEnvironments } from "../verbs/ci/environments";
import { gh } from "../verbs/ci/gh";
import { setUpEnvironments } from "../verbs/ci/set-up-environments";
import type { PlainVerb } from "./verb";

export const githubEnvironmentsVerb: PlainVerb = {
  name: "github-environments",
  summary: "Creates the GitHub environments that the workflows run in, with gh, and says which secrets are missing.",
  ends: {
    done: "the environments exist; what is left to do is printed",
    failed: "GitHub refused",
    notReady: "gh or tenants.ts is not ready",
  },
  async run({ tenants, output }) {
    const { done, left } = setUpEnvironments(githubEnvironments(tenants), gh);
    const lines = [...done, ...(left.length > 0 ? ["", "Left to do (each command asks for the value):", ...left] : [])];
    output.result({ done, left }, `${lines.length > 0 ? lines.join("\n") : "There is no tenant to deploy to yet."}\n`);
    return exitCodes.done;
  },
};
