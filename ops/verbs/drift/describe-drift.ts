import { findingInWords } from "../../live/finding-in-words";
import { describeProblems } from "../../live/problem";
import { paint } from "../../support/paint";
import { table } from "../../support/table";
import { minuteOf } from "../../support/time";
import type { Drift } from "./read-drift";

/** What `drift` says, for people; ends with a line break. */
export function describeDrift(drift: Drift): string {
  const { tenant, domain, findings, notDeployed } = drift;
  const waiting = notDeployed.length > 0 ? [`Not deployed yet, which is not drift: ${notDeployed.join(", ")}.`] : [];
  if (!drift.deployed) {
    return `No drift: nothing was deployed to ${tenant} (${domain}) by Terraform yet. The first deploy: ${drift.commands.deploy}\n`;
  }
  if (findings.length === 0) {
    return [`${paint("green", "No drift")}: ${tenant} (${domain}) runs what was deployed to it.`, ...waiting, ""].join(
      "\n",
    );
  }
  return [
    `${paint("yellow", "Drift")}: ${tenant} (${domain}) does not run what was deployed to it.`,
    "",
    ...findings.map((finding) => `  ${findingInWords(finding)}`),
    ...who(drift),
    "",
    ...whatToDo(drift),
    ...waiting,
    "",
  ].join("\n");
}

function whatToDo({ commands: { deploy }, obstacles }: Drift): string[] {
  if (obstacles.length === 0) return [`If the change should not stay, this reverts it: ${deploy}`];
  return [
    "A deploy stops at this, and changes nothing until it is resolved:",
    "",
    describeProblems(obstacles),
    `Then: ${deploy}`,
  ];
}

function who({ log }: Drift): string[] {
  if (log?.unknown !== undefined) return ["", `Who changed it is not known: ${log.unknown.split("\n")[0]}`];
  const rows = (log?.changes ?? []).map(({ at, where, what, by }) => [minuteOf(at), where, what, by]);
  return rows.length > 0 ? ["", "Changed by", ...table(rows).map((line) => `  ${line}`)] : [];
}
