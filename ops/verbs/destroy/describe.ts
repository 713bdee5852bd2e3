import { phoneBindingAddress, phoneProviderAddress, resetBindingAddress } from "../../../stacks/addresses";
import { actionNames } from "../../../stacks/tenant-schema";
import type { BoundAction } from "../../auth0/entities";
import type { Workspace } from "../../terraform/workspace";
import type { Inventory, Leaving } from "./inventory";

type Named = Pick<Workspace, "name" | "tenant">;

/** What goes and what stays, before anybody is asked. */
export function describeInventory({ name, tenant }: Named, { leaving, bound, staying }: Inventory): string {
  const [before, after] = [numbered(bound), numbered(staying)];
  const width = Math.max(...before.map((line) => line.length), "before".length);
  const rows = [["before", "after"], ...before.map((line, index) => [line, after[index] ?? ""])];
  const trigger = rows.map(([left = "", right = ""]) => `  ${left.padEnd(width)}   ${right}`.trimEnd());
  return [
    `${name} (${tenant.domain}): this will be removed, and nothing else`,
    ...leaving.map((one) => `  - ${leavingLine(one)}`),
    "",
    "On post-login",
    ...trigger,
    "",
    "From then on, nothing tells Verify which codes were used, and none of our Actions asks for MFA. Make sure something else does.",
    "The Actions are removed with all their versions, including those that were adopted.",
    ...(leaving.some(({ address }) => address === phoneProviderAddress)
      ? ["The tenant is then left without a phone provider, even if it had one before ours: no code reaches a phone."]
      : []),
    "",
  ].join("\n");
}

function leavingLine({ address, id, name }: Leaving): string {
  if (address === phoneBindingAddress) return "our Action on custom-phone-provider, which is unbound";
  if (address === resetBindingAddress) return "our Action on password-reset-post-challenge, which is unbound";
  if (id === null) return `${address}, which is only in the state`;
  return name === null ? `${address} (${id}), which is already gone from Auth0` : `${name} (${id})`;
}

function numbered(bindings: readonly BoundAction[]): string[] {
  return bindings.length > 0 ? bindings.map(({ name }, index) => `${index + 1}. ${name}`) : ["nothing is bound"];
}

/** Why there is nothing to do. `bound` may hold Actions with our names that the state doesn't know. */
export function describeNothing({ name, tenant }: Named, { bound }: Inventory): string {
  const ours = Object.values(actionNames(tenant));
  const left = bound.filter((binding) => ours.includes(binding.name));
  const nothing = `Nothing to destroy: the state of ${name} (${tenant.domain}) is empty.\n`;
  if (left.length === 0) return nothing;
  return (
    `${nothing}The trigger holds Actions with our names, which are not in that state:\n${left.map((binding) => `  ${binding.name} (${binding.id})\n`).join("")}` +
    `If they are ours and the state was lost, take them over first: npm run adopt -- ${name}\n`
  );
}

/** What is there now. */
export function describeEnd(
  { name, tenant }: Named,
  bound: readonly BoundAction[],
  remaining: readonly Leaving[],
): string {
  const now = `On post-login of ${tenant.domain} now\n${numbered(bound)
    .map((line) => `  ${line}\n`)
    .join("")}`;
  if (remaining.length === 0) return `\nDestroyed: nothing of ours is left in ${name}.\n${now}`;
  const rest = remaining.map((one) => `  - ${leavingLine(one)}\n`).join("");
  return `Not yet gone from ${name}\n${rest}${now}\nNext: fix that, then npm run destroy -- ${name}. It resumes from here.\n`;
}
