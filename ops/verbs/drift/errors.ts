import { UserError } from "../../../stacks/errors";

export function changedMeanwhile(name: string): UserError {
  return new UserError(
    `${name} was deployed while it was compared, so nobody can say whether it drifted. Run it again: npm run drift -- ${name}`,
  );
}
