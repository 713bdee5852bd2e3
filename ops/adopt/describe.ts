import { type ActionKey, actionKeys } from "../../stacks/actions";
import type { PostLoginAction } from "../live/post-login-actions";
import type { Matches } from "./match";

/** E.g. `2. Trigger MFA (7b6e1c1e-…)`; one that is not bound has a dash in place of the number. */
export function actionLine({ position, name, id }: Pick<PostLoginAction, "position" | "name" | "id">): string {
  return `${position === undefined ? "– " : `${position}.`} ${name} (${id})`;
}

export interface Finding {
  domain: string;
  /** Bound ones first, in order. */
  actions: readonly PostLoginAction[];
  matches: Matches;
  /** The names that ours will have. */
  names: Readonly<Record<ActionKey, string>>;
}

/** What was found and what becomes of it, as a person reads it. */
export function describeFinding({ domain, actions, matches, names }: Finding): string {
  const becomes = new Map(
    actionKeys.flatMap((key) => {
      const match = matches[key];
      if (match.kind === "adopt") return [[match.action.id, [names[key], match.because ?? "as you say"]] as const];
      return match.kind === "held" ? [[match.id, [names[key], "is in the state already"]] as const] : [];
    }),
  );
  const shown = actions.filter(({ id, position }) => position !== undefined || becomes.has(id));
  const rows = shown.map((action) => {
    const number = action.position === undefined ? " –" : `${String(action.position).padStart(2)}`;
    const [name, because] = becomes.get(action.id) ?? [];
    return [`${number}  ${action.name}`, name ? `becomes ${name}` : "stays as it is", because ?? ""];
  });
  const made = actionKeys.filter((key) => matches[key].kind === "create");
  rows.push(...made.map((key) => [" +  (none found)", `${names[key]} is made`, ""]));
  return `Actions of ${domain} on post-login\n${columns(rows)}`;
}

function columns(rows: string[][]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([first = "", second = "", third = ""]) => {
      return `  ${first.padEnd(widths[0] ?? 0)}   ${second.padEnd(widths[1] ?? 0)}   ${third}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join("");
}
