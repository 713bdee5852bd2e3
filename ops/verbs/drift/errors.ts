import { UserError } from "../../../stacks/errors";

export function changedMeanwhile(name: string): UserError {
  return new UserError(
    `${name} was deployed while it was being compared, so it is not known whether it drifted. Run it again: npm run drift -- ${name}`,
  );
}
