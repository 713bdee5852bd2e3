import { boundActions } from "../auth0/bound-actions";
import type { ManagementClient } from "../auth0/client";
import type { ExpectedStack } from "../terraform/expected-stack";
import type { Finding } from "./finding";

/** What keeps our Actions from running in password resets, as the stack says; `[]` where it says nothing. */
export async function resetFindings(
  client: ManagementClient,
  { resetActions, actions }: ExpectedStack,
): Promise<Finding[]> {
  if (resetActions.length === 0) return [];
  const names = actions.filter(({ address }) => resetActions.includes(address)).map(({ name }) => name);
  const bound = await boundActions(client, "password-reset-post-challenge");
  const missing = names.filter((name) => !bound.some((action) => action.name === name));
  const live = bound.map(({ name }) => name);
  return missing.map((wanted) => ({ kind: "password-reset", address: undefined, pending: false, live, wanted }));
}
