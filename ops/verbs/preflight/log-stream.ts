import type { LiveFacts } from "../../live/live-facts";
import type { KnownState } from "../../live/own-actions";
import type { Problem } from "../../live/problem";
import type { ExpectedStack } from "../../terraform/expected-stack";

const STREAMS = "Auth0 dashboard: Monitoring, Streams";

/** Log streams that deliver to the receiver already and that Terraform knows nothing of: each record would come twice. */
export function logStreamProblems(
  name: string,
  { logStream }: ExpectedStack,
  { logStreams }: LiveFacts,
  known: KnownState | undefined,
): Problem[] {
  // Without the state, ours would look like somebody else's.
  if (logStream === undefined || known === undefined) return [];
  return (logStreams ?? [])
    .filter((stream) => stream.id !== known.logStreamId)
    .filter((stream) => stream.name === logStream.name || stream.url === logStream.url)
    .map((stream) => ({
      check: "log-stream",
      what:
        `The tenant has a log stream "${stream.name}" (${stream.id}) that Terraform's state does not know${stream.url === logStream.url ? ", to the same receiver" : ""};\n` +
        "deploying would create a second one.",
      where: `${STREAMS}, the one with the id ${stream.id}`,
      fix:
        `Delete it there. Or keep it: change logStream.url of ${name} in tenants.ts if that is the receiver of another stack,\n` +
        `or import it as ${name}'s own: terraform import auth0_log_stream.feedback ${stream.id}`,
    }));
}
