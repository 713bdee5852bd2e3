import type { ManagementClient } from "../management/client";
import type { ExpectedStack } from "../stack/expected-stack";
import type { Finding } from "./finding";

/** What keeps our Action from running in password resets, as the stack says; `[]` where it says nothing. */
export async function resetFindings(
  client: ManagementClient,
  { resetFeedback, actions }: ExpectedStack,
): Promise<Finding[]> {
  if (resetFeedback === undefined) return [];
  const name = actions.find(({ address }) => address === resetFeedback)?.name;
  const bindings = await client.list("/actions/triggers/password-reset-post-challenge/bindings", "bindings");
  if (bindings.some(({ action }) => action.name === name)) return [];
  const what = `do not run "${name}"`;
  return [{ kind: "password-reset", address: undefined, where: "password resets", what, pending: false }];
}
