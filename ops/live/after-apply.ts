import { UserError } from "../../stacks/errors";
import type { Applied } from "./apply-plan";

/**
 * Reads what runs after an apply, as `read` does it.
 * @param name the tenant's.
 * @param next what to do where it can't be read, as sentences for people.
 * @throws UserError where the tenant or the state can't be asked any more: what became of the apply, why it is not known
 * what runs, and `next`.
 */
export async function afterApply<Result>(
  name: string,
  { ok, errors }: Pick<Applied, "ok" | "errors">,
  next: string,
  read: () => Promise<Result>,
): Promise<Result> {
  try {
    return await read();
  } catch (why) {
    if (!(why instanceof UserError)) throw why;
    const applied = ok ? "Terraform is done. " : `The apply failed:\n\n${errors}\n\n`;
    throw new UserError(`${applied}What runs on ${name} now is not known:\n\n${why.message}\n\n${next}`);
  }
}

/** What to do after an apply that stopped half way. @param again the command that does the rest. */
export function resumeWith(again: string): string {
  return `Next: fix that, then ${again}. It resumes from here; what is done is not repeated.`;
}
