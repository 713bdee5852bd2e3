import { runPreflight } from "../verbs/preflight/run";
import type { Verb } from "./verb";

export const preflight: Verb<{ readOnly?: boolean }> = {
  name: "preflight",
  summary: "Checks for everything that would keep a deploy from working. Changes nothing.",
  changes: false,
  ends: {
    done: "ready",
    failed: "the tenant could not be checked",
    notReady: "an argument or tenants.ts is wrong, or the local tenant is not running",
    problems: "there are problems; all of them are printed",
  },
  options: (command) =>
    command.option("--read-only", "skip what only a deploy needs: the secrets, and the scopes that change something"),
  run: (invocation, options) => runPreflight(invocation, { secrets: options.readOnly !== true }),
};
