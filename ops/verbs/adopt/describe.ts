import { feedbackKeys } from "../../../stacks/actions";
import { type LiveReport, renderLive } from "../../live/live-report";
import { running } from "../../live/post-login-actions";
import { recognise } from "../../live/recognise/recognise";
import { commandsFor } from "../../support/commands";
import type { Workspace } from "../../terraform/workspace";
import { renderPlan } from "../plan/render";
import type { PlanReport } from "../plan/report";
import type { Surroundings } from "./look-around";

type Named = Pick<Workspace, "name" | "tenant">;

/** What the plan does, and what it does not say. */
export function describePlan(around: Surroundings, plan: PlanReport): string {
  const paired = around.matches.mfaChallenge.kind === "adopt" && around.matches.mfaFeedback.kind === "adopt";
  const notes = [
    "Each keeps its id and its place on the trigger while its code is replaced; what it ran until now stays in its version history\n" +
      "in Auth0 (Actions, Library, the Action, Version History).",
    ...(paired
      ? [
          "The challenge is replaced before its feedback. A login that waits for its MFA code meanwhile may go unreported.",
        ]
      : []),
    ...doubles(around).map(
      (action) =>
        `"${action}" reports codes to Verify too, and stays: codes would be reported twice. Unbind it, or take it over with --action.`,
    ),
    ...lost(around),
    ...drafts(around).map((action) => `The draft of "${action}" differs from what runs; it is overwritten.`),
  ];
  return `\n${renderPlan(plan, "counted")}\n${notes.map((note) => `${note}\n`).join("")}`;
}

/** What stands on the trigger, and what becomes of each. */
export function describeMatch({ tenant }: Named, { actions, matches, names }: Surroundings): string {
  const becomes = new Map(
    feedbackKeys.flatMap((key) => {
      const match = matches[key];
      if (match.kind === "adopt") return [[match.action.id, [names[key], match.because ?? "as you say"]] as const];
      return match.kind === "held" ? [[match.id, [names[key], "is in the state already"]] as const] : [];
    }),
  );
  const shown = actions.filter(({ id, position }) => position !== undefined || becomes.has(id));
  const rows = shown.map((action) => {
    const [name, because = ""] = becomes.get(action.id) ?? [];
    const place = action.position === undefined ? "– " : `${action.position}.`;
    return [`${place} ${action.name}`, name === undefined ? "stays as it is" : `becomes ${name}`, because];
  });
  const made = feedbackKeys.filter((key) => matches[key].kind === "create");
  rows.push(...made.map((key) => ["+  none found", `${names[key]} is made`, ""]));
  return `On post-login of ${tenant.domain}\n${columns(rows)}`;
}

function columns(rows: string[][]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(width(column))).join("   "));
  return lines.map((line) => `  ${line.trimEnd()}\n`).join("");
}

/** Bound Actions that stay somebody else's, and report codes all the same. */
function doubles({ actions, matches }: Surroundings): string[] {
  const ours = feedbackKeys.flatMap((key) => {
    const match = matches[key];
    if (match.kind === "adopt") return [match.action.id];
    return match.kind === "held" ? [match.id] : [];
  });
  return actions
    .filter(({ id, position }) => position !== undefined && !ours.includes(id))
    .filter((action) => recognise(running(action)).reports)
    .map(({ name }) => name);
}

/** What goes with the code of an Action that a person named. */
function lost({ matches }: Surroundings): string[] {
  return feedbackKeys.flatMap((key) => {
    const match = matches[key];
    if (match.kind !== "adopt" || match.because !== undefined) return [];
    const { jobs, sure, because } = recognise(running(match.action));
    return jobs.includes(key) && sure ? [] : [`"${match.action.name}" ${because}; what ours don't do of that goes.`];
  });
}

function drafts({ matches }: Surroundings): string[] {
  return feedbackKeys.flatMap((key) => {
    const match = matches[key];
    return match.kind === "adopt" && match.action.deployed && !match.action.allChangesDeployed
      ? [match.action.name]
      : [];
  });
}

/** Why there is nothing to take over. */
export function describeNothing({ name, tenant }: Named, around: Surroundings): string {
  const held = feedbackKeys.filter((key) => around.matches[key].kind === "held").map((key) => around.names[key]);
  const twice = doubles(around).map(
    (action) =>
      `"${action}" is bound beside them and reports codes to Verify too: they are reported twice. Unbind it in the Auth0 dashboard.\n`,
  );
  if (held.length === feedbackKeys.length) {
    return `Nothing to adopt: the state of ${name} (${tenant.domain}) holds all three already.\n${twice.join("")}To bring them up to date: ${commandsFor({ name, tenant }).deploy}\n`;
  }
  const some = held.length > 0 ? `the state holds ${held.join(" and ")} already, and ` : "";
  return (
    `Nothing to adopt: ${some}no ${held.length > 0 ? "other " : ""}Action on post-login of ${tenant.domain} does the work of ours.\n` +
    (around.unlisted === undefined ? "" : `${around.unlisted}\n`) +
    `To make what is missing: ${commandsFor({ name, tenant }).deploy}\n`
  );
}

/** What runs now, and what to do where it is not what should. @param again the command that does the same once more. */
export function describeEnd({ name, tenant }: Named, live: LiveReport, failed: boolean, again: string): string {
  const now = renderLive(live);
  if (!failed && live.findings.length === 0) {
    return `\nAdopted: ${name} (${tenant.domain}) runs what its stack says, and the state knows it.\n${now}`;
  }
  const next = failed
    ? `mend that, then ${again}. It goes on from here; what is done is not done again.`
    : live.findings.every(({ pending }) => pending)
      ? `Auth0 has not deployed everything yet. Look again in a while: npm run status -- ${name}`
      : `all is taken over, but something runs that the stack does not say. To repair it: ${commandsFor({ name, tenant }).deploy}`;
  return `What runs on ${name} (${tenant.domain}) now, asked of Auth0:\n${now}\nNext: ${next}\n`;
}
