import type { PostLoginAction } from "../../live/post-login-actions";

/** E.g. `2. Trigger MFA (7b6e1c1e-…)`; one that is not bound has a dash in place of the number. */
export function actionLine({ position, name, id }: Pick<PostLoginAction, "position" | "name" | "id">): string {
  return `${position === undefined ? "– " : `${position}.`} ${name} (${id})`;
}
