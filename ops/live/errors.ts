import { UserError } from "../../stacks/errors";

/**
 * @param ours Actions with our names or our code.
 * @param moving what to do where the state is under another name; `undefined` when nothing of the kind was found.
 */
export function stateLost(
  name: string,
  domain: string,
  ours: readonly { id: string; name: string }[],
  moving: string | undefined,
): UserError {
  if (moving !== undefined) {
    const listed = ours.map((action) => `  ${action.name} (${action.id})\n`).join("");
    return new UserError(
      `The state of ${name} is empty, but ${domain} has Actions of ours.\n${listed}${moving}\nNothing was changed.`,
    );
  }
  return new UserError(
    `The state of ${name} is empty, but ${domain} has Actions of ours. Was the state lost?\n` +
      `${ours.map((action) => `  ${action.name} (${action.id})\n`).join("")}` +
      `Nothing was changed. Check ${name}.backend in tenants.ts and the credentials of the backend. If the tenant had another name in\n` +
      `tenants.ts, its state is still under that name: set ${name}.backend to it. If the state is gone for good, take the Actions over: npm run adopt -- ${name}`,
  );
}

/**
 * @param known ids in Auth0 by Terraform address: what the state holds, and the tenant does not have.
 * @param folder of the stack, where Terraform is ready.
 */
export function stateOfAnother(
  name: string,
  domain: string,
  known: ReadonlyMap<string, string>,
  folder: string,
): UserError {
  const gone = [...known].map(([address, id]) => `  ${address} (${id})\n`).join("");
  return new UserError(
    `${domain} has none of the Actions that the state of ${name} holds. Is it another tenant's state?\n${gone}` +
      `Nothing was changed. Check ${name}.backend in tenants.ts. If it is the right one, and somebody deleted those Actions, remove them\n` +
      "from the state and take over what is there:\n" +
      `  terraform -chdir=${folder} state rm ${[...known.keys()].join(" ")}\n  npm run adopt -- ${name}`,
  );
}
