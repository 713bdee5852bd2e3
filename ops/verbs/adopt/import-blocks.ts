import { feedbackKeys } from "../../../stacks/actions";
import { actionAddress } from "../../../stacks/addresses";
import { bindingImport, type ImportBlock, stackImports } from "../../terraform/imports";
import type { Matches } from "./match";

/** One block an Action that is taken over, and one for the trigger's binding where nothing has imported it yet. */
export function importBlocks(folder: string, matches: Matches, bindsTrigger: boolean): ImportBlock[] {
  const actions = feedbackKeys.flatMap((key) => {
    const match = matches[key];
    return match.kind === "adopt" ? [{ to: actionAddress(key), id: match.action.id }] : [];
  });
  return bindsTrigger || stackImports(folder).some(({ to }) => to === bindingImport.to)
    ? actions
    : [...actions, bindingImport];
}
