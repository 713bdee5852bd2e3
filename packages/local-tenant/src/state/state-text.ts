import { stateOf } from "./state-of";
import type { StateOwner } from "./state-owner";

const notice = "A local tenant's state. It holds secrets: keep it out of version control.";

/** The state as a file holds it: JSON that says first that there are secrets in it. */
export function stateText(owner: StateOwner): string {
  return `${JSON.stringify({ "//": notice, ...stateOf(owner) }, null, 2)}\n`;
}
