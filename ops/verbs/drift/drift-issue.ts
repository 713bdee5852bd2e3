import { describeProblems } from "../../live/problem";
import { codeBlock, plainMarkdown } from "../../support/markdown";
import { minuteOf } from "../../support/time";
import type { Drift } from "./read-drift";

const MOST_CHANGES = 20;
const MOST_DIFF_LINES = 200;
/** Of one Action: GitHub takes 65,536 characters in an issue, and whoever pastes minified code sends long lines. */
const MOST_DIFF_CHARACTERS = 15_000;

/** The one issue of a tenant's drift: stays the same while the drift does. Meant for a tenant that drifted. */
export function driftIssue(drift: Drift): { title: string; body: string } {
  const { tenant, domain, findings } = drift;
  const parts = [
    `\`${tenant}\` (\`${domain}\`) does not run what was deployed to it.`,
    findings.map(({ where, what }) => `- **${plainMarkdown(where)}** ${plainMarkdown(what)}`).join("\n"),
    whoChanged(drift),
    ...Object.entries(drift.diffs).map(([name, diff]) => codeDiff(name, diff)),
    whatToDo(drift),
  ];
  return { title: `Drift in ${tenant}: changed outside of Terraform`, body: `${parts.join("\n\n")}\n` };
}

/** The last comment of that issue, when the drift is gone. */
export function driftGone({ tenant }: Pick<Drift, "tenant">): string {
  return `\`${tenant}\` runs what was deployed to it again.`;
}

function whoChanged({ log }: Drift): string {
  if (log?.unknown !== undefined) {
    const reason = plainMarkdown(log.unknown.split("\n")[0] ?? "");
    return `Who changed it is not known, because the tenant's log can't be read: ${reason}`;
  }
  const changes = log?.changes ?? [];
  if (changes.length === 0) return "The tenant's log does not say who changed it; it is kept for a few days only.";
  const rows = changes.slice(0, MOST_CHANGES).map(({ at, where, what, by }) => {
    return `| ${minuteOf(at)} | ${plainMarkdown(where)} | ${plainMarkdown(what)} | ${plainMarkdown(by)} |`;
  });
  return [
    "Since Terraform's last deploy, by the tenant's log:",
    "",
    "| when | where | what | who |",
    "| --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function codeDiff(name: string, diff: readonly string[]): string {
  const shown = fitting(diff.slice(0, MOST_DIFF_LINES));
  const more = diff.length - shown.length;
  const rest = more > 0 ? [`… ${more} more lines`] : [];
  return `Code of **${plainMarkdown(name)}**, deployed → running:\n\n${codeBlock([...shown, ...rest].join("\n"), "diff").trimEnd()}`;
}

/** The first lines, as many as there is room for. */
function fitting(lines: readonly string[]): readonly string[] {
  let size = 0;
  const tooMuch = lines.findIndex((line) => {
    size += line.length + 1;
    return size > MOST_DIFF_CHARACTERS;
  });
  return tooMuch < 0 ? lines : lines.slice(0, tooMuch);
}

function whatToDo({ commands: { plan, deploy }, obstacles }: Drift): string {
  const stops =
    obstacles.length > 0
      ? `A deploy stops at this, and changes nothing until it is resolved:\n\n${codeBlock(describeProblems(obstacles))}\n`
      : "";
  return (
    "**To do.** If the change should stay, bring it into the source and deploy. If not, a deploy restores what the source says:\n\n" +
    `${codeBlock(`${plan}\n${deploy}`, "sh")}\n${stops}` +
    "This issue closes by itself when the tenant runs what was deployed to it."
  );
}
