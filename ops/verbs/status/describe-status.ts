import { findingInWords } from "../../live/finding-in-words";
import { paint } from "../../support/paint";
import { periodInWords } from "../../support/period";
import { printable } from "../../support/printable";
import { table } from "../../support/table";
import { minuteOf } from "../../support/time";
import type { AttemptsSummary } from "../../twilio/attempts";
import type { ReceiverAnswer } from "./receiver-counters";
import type { ActionStatus, ForeignAction, StatusReport } from "./status";
import type { TroublesAnswer } from "./troubles";
import type { VerifyAnswer } from "./verify-picture";

/** Of a digest, as git shortens its own. */
const SHORT = 12;
const MOST_CHANGES = 10;
const MOST_TROUBLES = 20;

const ACTIONS_LOG =
  "The Actions' outcome lines (approved, skipped, failed) can't be read from here: they are only in Auth0's dashboard,\n" +
  "Monitoring, Actions Logs.";

/** A status report for people, ending with a line break. */
export function describeStatus(report: StatusReport): string {
  const parts = [
    [paint("bold", `${report.tenant} (${report.domain})`), ...verdict(report), ...adviceOnUnknown(report)],
    ["On the post-login trigger, in order:", ...indent(pipeline(report))],
    section("Log stream:", report.logStream ? [`${report.logStream.name}, to ${report.logStream.url}`] : []),
    section("Different from what would be deployed:", findings(report)),
    section("Changed since Terraform's last deploy, by others:", changes(report)),
    section(`Twilio Verify in ${periodInWords(report.period)}:`, verifyLines(report.verify)),
    section(`Failures in the tenant log in ${periodInWords(report.period)}:`, troubleLines(report.troubles)),
    section("Log stream receiver:", receiverLines(report.receiver)),
    [ACTIONS_LOG],
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function verdict({ findings, withoutState }: StatusReport): string[] {
  const pending = findings.length > 0 && findings.every((finding) => finding.pending);
  const same =
    findings.length === 0
      ? paint("green", "What runs is what would be deployed.")
      : pending
        ? paint("yellow", "Auth0 is still building; check again in a moment.")
        : paint("yellow", "What runs differs from what would be deployed.");
  return withoutState === undefined ? [same] : [same, printable(withoutState)];
}

function pipeline({ actions, foreign }: StatusReport): string[] {
  const ours = actions.map(({ name }) => name);
  const bound = [
    ...actions.filter(({ position }) => position !== undefined).map((action) => own(action)),
    ...foreign.map((action) => [`${action.position}.`, action.name, whose(action, ours.includes(action.name))]),
  ].sort(([a], [b]) => Number.parseInt(a!, 10) - Number.parseInt(b!, 10));
  const unbound = actions.filter(({ position }) => position === undefined).map((action) => own(action));
  const rows = [...bound, ...unbound];
  return rows.length > 0 ? table(rows) : ["nothing"];
}

function whose({ listed, fromOurSources, loaded }: ForeignAction, hasOurName: boolean): string {
  if (loaded) return "loaded by npm start: a deploy replaces it";
  if (fromOurSources && !listed) return "built from our sources, and not in the state: a deploy stops because of it";
  if (hasOurName) return "not ours, but with one of our names: a deploy stops because of it";
  return listed ? "another team's" : "another team's, not listed in tenants.ts: a deploy stops because of it";
}

function adviceOnUnknown({ tenant, unknownOurs }: StatusReport): string[] {
  if (!unknownOurs) return [];
  return [
    "There are Actions of ours that Terraform's state does not know: a deploy stops because of them.",
    `Is ${tenant}.backend the right one? If the state is lost: npm run adopt -- ${tenant}`,
  ];
}

function own({ name, position, running, expectedDigest }: ActionStatus): string[] {
  const place = position === undefined ? "-" : `${position}.`;
  if (running === undefined) return [place, name, "nothing of it runs"];
  const { version, deployedAt, digest } = running;
  const code = digest === expectedDigest ? "as here" : `here ${expectedDigest.slice(0, SHORT)}`;
  return [place, name, `version ${version}, ${minuteOf(deployedAt)}, code ${digest.slice(0, SHORT)} (${code})`];
}

function findings({ findings }: StatusReport): string[] {
  return findings.map((finding) => {
    return printable(`${findingInWords(finding)}${finding.pending ? " (Auth0 is still working on it)" : ""}`);
  });
}

function changes({ changes: { changes, unknown } }: StatusReport): string[] {
  if (unknown !== undefined) return notKnown(unknown);
  const shown = changes.slice(0, MOST_CHANGES).map(({ at, where, what, by }) => [minuteOf(at), where, what, by]);
  const more = changes.length - shown.length;
  return [...table(shown), ...(more > 0 ? [`and ${more} more`] : [])];
}

function verifyLines(verify: VerifyAnswer): string[] {
  if ("unavailable" in verify) return notKnown(verify.unavailable);
  const { total, destinations, others } = verify;
  if (total.attempts === 0) return ["no attempts"];
  const figures = ({ attempts, converted, conversionRate }: AttemptsSummary) => [
    String(attempts),
    String(converted),
    `${conversionRate.toFixed(1)} %`,
  ];
  const rows = [
    ["country", "channel", "attempts", "converted", "rate"],
    ...destinations.map((count) => [count.country ?? "unknown", count.channel, ...figures(count)]),
    ...(others ? [["others", "", ...figures(others)]] : []),
    ...(destinations.length > 1 || others ? [["all", "", ...figures(total)]] : []),
  ];
  const silent =
    "Nothing is reported: Fraud Guard counts every one of these codes as unused. See the Actions' logs in Auth0.";
  return [...table(rows, [2, 3, 4]), ...(total.converted === 0 ? [paint("yellow", silent)] : [])];
}

function troubleLines(answer: TroublesAnswer): string[] {
  if ("unavailable" in answer) return notKnown(answer.unavailable);
  const { troubles, complete } = answer;
  if (troubles.length === 0) return ["nothing"];
  const rows = troubles
    .slice(0, MOST_TROUBLES)
    .map(({ what, type, about = "", why, count, lastAt }) => [
      String(count),
      what,
      type,
      about,
      why,
      `last ${minuteOf(lastAt)}`,
    ]);
  const more = troubles.length - rows.length;
  return [
    ...table(rows, [0]),
    ...(more > 0 ? [`and ${more} other kinds`] : []),
    ...(complete ? [] : ["There is more: only the newest were counted."]),
  ];
}

function receiverLines(answer: ReceiverAnswer | undefined): string[] {
  if (answer === undefined) return [];
  if ("unavailable" in answer) return notKnown(answer.unavailable);
  const rows = answer.counters.map(({ metric, tenant, label, value }) => [tenant, metric, label, String(value)]);
  return rows.length > 0 ? table([["tenant", "counter", "of", "value"], ...rows], [3]) : ["nothing counted yet"];
}

/** Words of an API, line by line. */
function notKnown(why: string): string[] {
  return `Not known: ${why}`.split("\n").map(printable);
}

function section(title: string, lines: string[]): string[] {
  return lines.length > 0 ? [title, ...indent(lines)] : [];
}

function indent(lines: string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
