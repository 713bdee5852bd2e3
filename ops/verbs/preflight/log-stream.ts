import type { Tenant } from "../../../stacks/tenant-schema";
import type { LiveLogStream } from "../../live/log-stream";
import type { Problem } from "../../live/problem";
import type { ExpectedStack } from "../../terraform/expected-stack";
import { defineCheck } from "./check";

export const logStream = defineCheck({
  name: "log-stream",
  passed: "nothing would duplicate the log stream or make it miss codes",
  failed: "the log stream would be duplicated, or would miss codes",
  needs: ["logStreams", "state"],
  when: (tenant) => tenant.logStream !== undefined,
  run({ name, tenant, expected }, { logStreams, state }) {
    const others = logStreams.filter(({ id }) => id !== state.logStreamId);
    return { problems: duplicates(name, expected, others), warnings: firstCodeIsLost(name, tenant) };
  },
});

/** Log streams that deliver to the receiver already and that Terraform knows nothing of: each record would come twice. */
function duplicates(name: string, { logStream: own }: ExpectedStack, others: readonly LiveLogStream[]): Problem[] {
  return others
    .filter((stream) => stream.name === own?.name || stream.url === own?.url)
    .map((stream) => ({
      what:
        `The tenant has a log stream "${stream.name}" (${stream.id}) that Terraform's state does not know${stream.url === own?.url ? ", to the same receiver" : ""};\n` +
        "deploying would create a second one.",
      where: `Auth0 dashboard: Monitoring, Streams, the one with the id ${stream.id}`,
      fix:
        `Delete it there. Or keep it: change logStream.url of ${name} in tenants.ts if that is the receiver of another stack,\n` +
        `or import it as ${name}'s own: terraform import auth0_log_stream.feedback ${stream.id}`,
    }));
}

/** The second code goes out in the first one's verification, and before the first one's record: nothing can tell them apart then. */
function firstCodeIsLost(name: string, { feedback, mfaChallenge, settings }: Tenant): Problem[] {
  if (feedback !== "log-stream" || !mfaChallenge || settings.mfaChallenge.afterPhoneCode !== "phone") return [];
  return [
    {
      what:
        "A user who logs in with a code sent to the phone gets a second one for MFA right after it. With feedback by log stream, the\n" +
        "first of the two is then not reported: its record arrives after the second was sent.",
      where: `tenants.ts, ${name}.settings.mfaChallenge.afterPhoneCode`,
      fix: 'Write "other-factors", which sends one message; or feedback: "both". If nobody logs in with a code sent to the phone, leave it.',
    },
  ];
}
