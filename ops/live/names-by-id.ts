import type { ExpectedStack } from "../terraform/expected-stack";
import type { StackState } from "../terraform/state";
import type { LiveStack } from "./verify-live";

/** The names of our Actions by their ids in Auth0; one that the state knows and that is gone has its name of the stack. */
export function namesById(live: LiveStack, { actions }: ExpectedStack, state?: StackState): Map<string, string> {
  return new Map(
    actions.flatMap(({ address, name }) => {
      const found = live.actions.get(address);
      const id = found?.id ?? state?.actionIds.get(address);
      return id === undefined ? [] : [[id, found?.name ?? name] as const];
    }),
  );
}
