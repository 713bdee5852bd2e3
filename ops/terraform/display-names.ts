import { displayNameVariable } from "../../stacks/addresses";
import { readStackDocument } from "../../stacks/stack-document";
import { textOfLiteral } from "../../stacks/terraform-literal";
import { boundActions } from "../auth0/bound-actions";
import { withLineBreaks, withoutLineBreaks } from "../support/tenant-text";
import type { Workspace } from "./workspace";

/**
 * Options for a plan that leave the display names of other people's bindings as they are: the provider writes the whole
 * list, with a name for each. `[]` for a stack that lists none, or that was made before it took them.
 */
export async function keptDisplayNames({ folder, client }: Pick<Workspace, "folder" | "client">): Promise<string[]> {
  const { data, variable } = readStackDocument(folder);
  const foreign = Object.entries(data.auth0_action).filter(([id]) => Object.hasOwn(variable, displayNameVariable(id)));
  if (foreign.length === 0) return [];
  const bound = await boundActions(client);
  return foreign.flatMap(([id, { name }]) => {
    const binding = bound.find((action) => action.name === withoutLineBreaks(textOfLiteral(name)));
    return binding ? [`-var=${displayNameVariable(id)}=${withLineBreaks(binding.displayName)}`] : [];
  });
}
