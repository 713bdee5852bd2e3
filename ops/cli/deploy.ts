import { deploy as run } from "../deploy/deploy";
import type { Verb } from "./verb";

export const deploy: Verb<{ rotateSecrets?: boolean }> = {
  name: "deploy",
  summary: "Brings an Auth0 tenant to what its stack says.",
  changes: true,
  ends: {
    done: "applied, or nothing to do",
    failed: "Terraform or the tenant said no",
    notReady: "an argument, tenants.ts, credentials or secrets are not ready",
    problems: "the post-login trigger holds Actions that tenants.ts does not list",
    declined: "not confirmed",
  },
  options: (command) =>
    command.option("--rotate-secrets", "send the Actions' secrets again, with the values in the environment"),
  run: (request, options) => run(request, { rotateSecrets: options.rotateSecrets === true }),
};
