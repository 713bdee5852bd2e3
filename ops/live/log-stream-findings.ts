import type { ManagementClient } from "../auth0/client";
import { listed } from "../support/listed";
import type { ExpectedLogStream, ExpectedStack } from "../terraform/expected-stack";
import type { Finding } from "./finding";
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
  return faults(expected, live).map((what) => {
    return { kind: "log-stream", address: undefined, where: "the log stream", what, pending: false };
  });
}

function faults(expected: ExpectedLogStream, live: LiveLogStream | undefined): string[] {
  if (live === undefined) return ["is not there"];
  const found: string[] = [];
  if (live.status !== "active") found.push(`is ${live.status}: it delivers nothing`);
  if (live.url !== expected.url) found.push(`goes to ${live.url} instead of ${expected.url}`);
  if (live.contentFormat !== expected.contentFormat) {
    found.push(`sends ${live.contentFormat} instead of ${expected.contentFormat}`);
  }
  const [passing, wanted] = [listed(live.categories), listed(expected.categories)];
  if (passing !== wanted) found.push(`lets through ${passing || "everything"} instead of ${wanted}`);
  if (live.hiddenFields.length > 0) found.push(`hides ${listed(live.hiddenFields)} from the receiver`);
  return found;
}
