import type { BoundAction } from "../auth0/entities";
import type { ExpectedStack } from "../terraform/expected-stack";
import type { OwnActions } from "./own-actions";

/**
 * Whether a deploy writes the post-login trigger: a stack without Actions there leaves it alone, unless an earlier deploy
 * of it bound some, which then go.
 */
export function writesTrigger(
  { order }: Pick<ExpectedStack, "order">,
  bound: readonly Pick<BoundAction, "id">[],
  { ids }: Pick<OwnActions, "ids">,
): boolean {
  return order !== undefined || bound.some(({ id }) => ids.has(id));
}
