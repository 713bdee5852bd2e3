import { table } from "../../ops/support/table";
import { UNSEEN } from "./judge";
import { limits as named } from "./limits";
import { type Counts, type Group, groups, lookedUpGroups, type Tally, type Totals } from "./tally";

/** What was seen, as two tables that need no other text. */
export function resultTables(tally: Tally): string {
  return [tableOf(tally, groups), tableOf(tally, lookedUpGroups)].join("\n\n");
}

function tableOf(tally: Tally, groups: readonly Group[]): string {
  const all = groups.map((group) => tally.totals[group]);
  const row = (label: string, cell: (totals: Totals, group: Group) => string) => [
    label,
    ...groups.map((group) => cell(tally.totals[group], group)),
  ];
  const causes = (kind: "wrong" | "needless" | "leaks" | "untrue" | "broken" | "challenge") =>
    [...new Set(all.flatMap((totals) => Object.keys(totals[kind])))].filter((cause) => cause !== UNSEEN);
  const counted = (
    kind: "limits" | "wrong" | "needless" | "leaks" | "untrue" | "broken" | "challenge",
    cause: string,
  ) => row(`  ${cause}`, (totals) => count(totals[kind][cause] ?? 0));
  const sum = (counts: Counts) => Object.values(counts).reduce((total, times) => total + times, 0);

  return table(
    [
      ["", ...groups],
      row("logins", ({ logins }) => count(logins)),
      row("codes sent to a phone", ({ sent }) => count(sent)),
      row("codes typed, and accepted by Auth0", ({ typed }) => count(typed)),
      row("  reported to Verify as used", ({ reported }) => count(reported)),
      ...Object.values(named)
        .filter((limit) => all.some(({ limits }) => limits[limit]))
        .map((limit) => row(`  not reported: ${limit}`, ({ limits }) => count(limits[limit] ?? 0))),
      row("  not reported for another reason", ({ missed }) => count(missed)),
      row("recall, apart from these limits", recall),
      row("approved, and nobody had typed it", ({ wrong }) => count(sum(wrong))),
      row(`  ${UNSEEN}`, ({ wrong }) => count(wrong[UNSEEN] ?? 0)),
      ...causes("wrong").map((cause) => counted("wrong", cause)),
      row("requests that should not be made", ({ needless }) => count(sum(needless))),
      ...causes("needless").map((cause) => counted("needless", cause)),
      row("leaks into console, metadata or reasons", ({ leaks }) => count(sum(leaks))),
      ...causes("leaks").map((cause) => counted("leaks", cause)),
      row("log lines that say what is not so", ({ untrue }) => count(sum(untrue))),
      ...causes("untrue").map((cause) => counted("untrue", cause)),
      row("logins broken by the Actions", ({ broken }) => count(sum(broken))),
      ...causes("broken").map((cause) => counted("broken", cause)),
      row("asked for MFA wrongly, or not asked", ({ challenge }) => count(sum(challenge))),
      ...causes("challenge").map((cause) => counted("challenge", cause)),
      row("longest time a login was held", ({ longestHoldMs }) => `${(longestHoldMs / 1000).toFixed(2)} s`),
    ],
    groups.map((_, index) => index + 1),
  ).join("\n");
}

function count(times: number): string {
  return times === 0 ? "-" : times.toLocaleString("en-US");
}

function recall({ reported, missed }: Totals): string {
  const known = reported + missed;
  return known === 0 ? "-" : `${((100 * reported) / known).toFixed(reported < known ? 2 : 0)} %`;
}
