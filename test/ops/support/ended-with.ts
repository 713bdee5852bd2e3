import { STANDARD_KEY } from "../../../packages/local-tenant/src/twilio";
import { verifyVariables } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { GITHUB_TOKEN } from "../../support/github";
import { PLAN_KEY } from "./github-workflow";
import type { VerbRun } from "./promotion";

const { TWILIO_AUTH_TOKEN, TWILIO_API_KEY_SECRET } = verifyVariables;
const secrets = [TWILIO_AUTH_TOKEN!, TWILIO_API_KEY_SECRET!, STANDARD_KEY.secret, PLAN_KEY, GITHUB_TOKEN];

/** The same, when it ended with this exit code and gave no secret away. Throws with what it said. */
export function endedWith(exit: number, ended: VerbRun): VerbRun {
  refuseSecrets(ended.stdout + ended.stderr);
  if (ended.exit !== exit) throw new Error(`exit ${ended.exit} instead of ${exit}\n${ended.stdout}\n${ended.stderr}`);
  return ended;
}

/** Throws when a secret that verbs are given in these tests stands in the text. */
export function refuseSecrets(text: string): void {
  const found = secrets.filter((secret) => text.includes(secret));
  if (found.length > 0) throw new Error(`A secret was given away: ${text}`);
}
