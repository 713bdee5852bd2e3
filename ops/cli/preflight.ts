import { runPreflight } from "../verbs/preflight/run";
import type { Verb } from "./verb";

export const preflight: Verb<{ readOnly?: boolean }> = {
  name: "preflight",
  summary: "Looks for everything that would keep a deploy from working, and changes nothing.",
  changes: false,
  ends: {
    done: "ready",
    failed: "it could not be found out",
    notReady: "an argument or tenants.ts is wrong, or the local tenant does not run",
    problems: "there are problems; all of them are printed",
  },
  options: (command) =>
    command.option("--read-only", "leave out what only a deploy needs: the secrets, and scopes that change something"),
  run: (request, options) => runPreflight(request, { secrets: options.readOnly !== true }),
};
