import { UserError } from "../../stacks/errors";

export function changedMeanwhile(name: string): UserError {
  return new UserError(
    `${name} was deployed while it was compared, so nobody can say whether it drifted. Run it again: npm run drift -- ${name}`,
  );
}

/** @param ours Actions with our names or our code. */
export function stateLost(name: string, domain: string, ours: readonly { id: string; name: string }[]): UserError {
  return new UserError(
    `The state of ${name} holds nothing, but ${domain} has Actions of ours, so nobody can say whether they drifted. Was the state lost?\n` +
      `${ours.map((action) => `  ${action.name} (${action.id})\n`).join("")}` +
      `Check ${name}.backend in tenants.ts and the credentials of the backend. If the state is gone for good, take the Actions over: npm run adopt -- ${name}`,
  );
}
