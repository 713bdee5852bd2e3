import { feedbackKeys } from "../../../stacks/actions";
import { type LiveReport, renderLive } from "../../live/live-report";
import { running } from "../../live/post-login-actions";
import { recognise } from "../../live/recognise";
import { seenInWords } from "../../live/seen-in-words";
import { commandsFor } from "../../support/commands";
import type { Workspace } from "../../terraform/workspace";
import { renderPlan } from "../plan/render";
import type { PlanReport } from "../plan/report";
import { evidenceInWords } from "./evidence";
import type { Surroundings } from "./look-around";

type Named = Pick<Workspace, "name" | "tenant">;

/** What the plan does, and what it does not say. */
export function describePlan(around: Surroundings, plan: PlanReport): string {
  const paired = around.matches.mfaChallenge.kind === "adopt" && around.matches.mfaFeedback.kind === "adopt";
  const notes = [
    "Each Action keeps its id and its place on the trigger; its code is replaced. The old code stays in its version history\n" +
      "in Auth0 (Actions, Library, the Action, Version History).",
    ...(paired
      ? [
          "The challenge is replaced before its feedback. A login that is waiting for its MFA code at that moment may go unreported.",
        ]
      : []),
    ...doubles(around).map(
      (action) =>
        `"${action}" also reports codes to Verify and is left as it is, so codes would be reported twice. Unbind it, or take it over with --action.`,
    ),
    ...lost(around),
    ...drafts(around).map((action) => `The draft of "${action}" differs from what runs; it will be overwritten.`),
  ];
  return `\n${renderPlan(plan, "counted")}\n${notes.map((note) => `${note}\n`).join("")}`;
}

/** What is on the trigger, and what becomes of each Action. */
export function describeMatch({ tenant }: Named, { actions, matches, names }: Surroundings): string {
  const becomes = new Map(
    feedbackKeys.flatMap((key) => {
      const match = matches[key];
      if (match.kind === "adopt")
        return [
          [match.action.id, [names[key], match.because ? evidenceInWords(match.because) : "as you specified"]] as const,
        ];
      return match.kind === "held" ? [[match.id, [names[key], "is already in the state"]] as const] : [];
    }),
  );
  const shown = actions.filter(({ id, position }) => position !== undefined || becomes.has(id));
  const rows = shown.map((action) => {
    const [name, because = ""] = becomes.get(action.id) ?? [];
    const place = action.position === undefined ? "– " : `${action.position}.`;
    return [`${place} ${action.name}`, name === undefined ? "stays as it is" : `becomes ${name}`, because];
  });
  const made = feedbackKeys.filter((key) => matches[key].kind === "create");
  rows.push(...made.map((key) => ["+  none found", `${names[key]} is created`, ""]));
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

/** What goes with the code of an Action that a user named. */
function lost({ matches }: Surroundings): string[] {
  return feedbackKeys.flatMap((key) => {
    const match = matches[key];
    if (match.kind !== "adopt" || match.because !== undefined) return [];
    const { jobs, sure, seen } = recognise(running(match.action));
    return jobs.includes(key) && sure
      ? []
      : [`"${match.action.name}" ${seenInWords(seen)}; anything it does that ours don't is lost.`];
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
      `"${action}" is bound next to them and also reports codes to Verify, so they are reported twice. Unbind it in the Auth0 dashboard.\n`,
  );
  if (held.length === feedbackKeys.length) {
    return `Nothing to adopt: the state of ${name} (${tenant.domain}) already holds all three.\n${twice.join("")}To bring them up to date: ${commandsFor({ name, tenant }).deploy}\n`;
  }
  const some = held.length > 0 ? `the state already holds ${held.join(" and ")}, and ` : "";
  return (
    `Nothing to adopt: ${some}no ${held.length > 0 ? "other " : ""}Action on post-login of ${tenant.domain} does what ours do.\n` +
    (around.unlisted === undefined ? "" : `${around.unlisted}\n`) +
    `To create what is missing: ${commandsFor({ name, tenant }).deploy}\n`
  );
}

/** What runs now, and what to do if that is not what should run. @param again the command that repeats this. */
export function describeEnd({ name, tenant }: Named, live: LiveReport, failed: boolean, again: string): string {
  const now = renderLive(live);
  if (!failed && live.findings.length === 0) {
    return `\nAdopted: ${name} (${tenant.domain}) runs what its stack defines, and is in the state.\n${now}`;
  }
  const next = failed
    ? `fix that, then ${again}. It resumes from here; what is done is not repeated.`
    : live.findings.every(({ pending }) => pending)
      ? `Auth0 has not deployed everything yet. Check again in a while: npm run status -- ${name}`
      : `everything was taken over, but what runs differs from the stack. To repair it: ${commandsFor({ name, tenant }).deploy}`;
  return `What runs on ${name} (${tenant.domain}) now, according to Auth0:\n${now}\nNext: ${next}\n`;
}
