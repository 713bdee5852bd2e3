import type { ManagementClient } from "../auth0/client";
import { listed } from "../support/listed";
import type { ExpectedLogStream, ExpectedStack } from "../terraform/expected-stack";
import type { Finding, LogStreamDifference } from "./finding";
import { type LiveLogStream, liveLogStreams } from "./log-stream";

/**
 * What keeps the tenant's log from reaching the receiver as the stack says; `[]` where it says nothing.
 * @param id the stream's, by the state; `undefined`: it is looked up by its name.
 */
export async function logStreamFindings(
  client: ManagementClient,
  { logStream: expected }: ExpectedStack,
  id: string | undefined,
): Promise<Finding[]> {
  if (expected === undefined) return [];
  const streams = await liveLogStreams(client);
  const live = streams.find((stream) => (id === undefined ? stream.name === expected.name : stream.id === id));
  return differences(expected, live).map((difference) => {
    return { kind: "log-stream", address: undefined, pending: false, ...difference };
  });
}

function differences(expected: ExpectedLogStream, live: LiveLogStream | undefined): LogStreamDifference[] {
  if (live === undefined) return [{ field: "exists", live: false, wanted: true }];
  const found: LogStreamDifference[] = [];
  if (live.status !== "active") found.push({ field: "status", live: live.status, wanted: "active" });
  for (const field of ["url", "contentFormat"] as const) {
    if (live[field] !== expected[field]) found.push({ field, live: live[field] ?? null, wanted: expected[field] });
  }
  if (listed(live.categories) !== listed(expected.categories)) {
    found.push({ field: "categories", live: live.categories, wanted: expected.categories });
  }
  if (live.hiddenFields.length > 0) found.push({ field: "hiddenFields", live: live.hiddenFields, wanted: [] });
  return found;
}
