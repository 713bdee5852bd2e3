import { nextLogStreamTokenAddress } from "../../../stacks/addresses";
import { paint } from "../../support/paint";
import type { ActionChange, PlanReport } from "./report";

const signs = { none: " ", create: "+", update: "~", replace: "±", remove: "-", forget: " " } as const;
const colours = {
  none: "dim",
  create: "green",
  update: "yellow",
  replace: "yellow",
  remove: "red",
  forget: "dim",
} as const;
const words = {
  none: "stays",
  create: "is created",
  update: "is changed",
  replace: "is replaced",
  remove: "is removed",
  forget: "stays in the tenant, and is removed from the state",
} as const;

const toDo = { create: "to create", update: "to change", replace: "to replace", remove: "to remove" } as const;

/**
 * A plan as a user reads it; ends with a line feed. Colours only on a terminal.
 * @param code `counted` leaves the diffs of code at their number of lines.
 */
export function renderPlan(report: PlanReport, code: "shown" | "counted" = "shown"): string {
  const title = `${paint("bold", report.tenant)} (${report.domain})`;
  if (!report.changes) return `${title}: nothing to change.\n`;
  const blocks = [
    `${title}: ${summaryOf(report)}`,
    ...(report.actions.length > 0
      ? [`Actions\n${lines(report.actions.flatMap((action) => describe(action, code)))}`]
      : []),
    order(report),
    ...(report.tenantSettings.length > 0
      ? [`Settings of the tenant\n${lines(report.tenantSettings.flatMap(settingLines))}`]
      : []),
    ...(report.logStream.length > 0
      ? [`Log stream\n${lines(report.logStream.flatMap((change) => logStreamLines(change, report.tenant)))}`]
      : []),
    ...(report.others.length > 0 ? [`Other changes\n${lines(report.others.map(other))}`] : []),
    ...(code === "shown" ? report.actions.filter(({ diff }) => diff.length > 0).map(codeBlock) : []),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** E.g. `2 Actions to change, 1 to remove; another order`. */
function summaryOf({ actions, order: { before, after }, tenantSettings, logStream }: PlanReport): string {
  const counts = (["create", "update", "replace", "remove"] as const)
    .map((kind) => ({ kind, count: actions.filter((action) => action.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }, index) => {
      const noun = index > 0 ? "" : count === 1 ? " Action" : " Actions";
      return `${count}${noun} ${toDo[kind]}`;
    });
  const settings = tenantSettings.flatMap(({ changes }) => changes).length;
  const said = [
    ...(counts.length > 0 ? [counts.join(", ")] : []),
    ...(same(before, after) ? [] : ["a different order"]),
    ...(logStream.length > 0 ? ["the log stream"] : []),
    ...(settings > 0 ? [settings === 1 ? "1 setting of the tenant" : `${settings} settings of the tenant`] : []),
  ];
  return said.join("; ") || "a change that touches no Action";
}

function describe(
  { kind, name, liveVersion, because, fields, settings, sendsSecrets, diff }: ActionChange,
  code: "shown" | "counted",
): string[] {
  const running = liveVersion === null ? "" : paint("dim", `   version ${liveVersion} runs`);
  const rows = [
    ...fields.map(({ field, before, after }) => [field, before, after] as const),
    ...settings.map(({ path, before, after }) => [path, shown(before), shown(after)] as const),
  ];
  const width = Math.max(0, ...rows.map(([field]) => field.length));
  return [
    `${paint(colours[kind], signs[kind])} ${name} ${words[kind]}${running}`,
    ...because.map((reason) => `    because ${reason}`),
    ...rows.map(([field, before, after]) => `    ${field.padEnd(width)}  ${before} → ${after}`),
    ...(sendsSecrets ? ["    its secrets will be sent, with the values set at apply time"] : []),
    ...(diff.length > 0
      ? [`    code${" ".repeat(Math.max(0, width - 4))}  ${codeSummary(diff)}${code === "shown" ? ", below" : ""}`]
      : []),
  ];
}

function codeSummary(diff: string[]): string {
  const count = (sign: string) => diff.filter((line) => line.startsWith(sign)).length;
  return `+${count("+")} −${count("-")} lines`;
}

function shown(value: unknown): string {
  return value === null ? "(not set)" : JSON.stringify(value);
}

function order({ order: { before, after, changes } }: PlanReport): string {
  if (same(before, after)) {
    const bound = changes ? "as before, bound again" : "as before";
    return `Order on post-login: ${bound}\n${lines(numbered(after))}`;
  }
  const [left, right] = [numbered(before), numbered(after)];
  if (left.length === 0) left.push("nothing is bound");
  const width = Math.max("before".length, ...left.map((line) => line.length));
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    return `${(left[index] ?? "").padEnd(width)}   ${right[index] ?? ""}`.trimEnd();
  });
  return `Order on post-login\n${lines([paint("dim", `${"before".padEnd(width)}   after`), ...rows])}`;
}

function numbered(names: string[]): string[] {
  return names.map((name, index) => `${index + 1}. ${name}`);
}

function same(before: string[], after: string[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

function settingLines({ address, kind, changes }: PlanReport["tenantSettings"][number]): string[] {
  if (kind === "forget") return [`  ${address}: no longer managed; every setting stays as it is`];
  if (changes.length === 0) return [`  ${address}: added to the state; every setting stays as it is`];
  const width = Math.max(...changes.map(({ setting }) => setting.length));
  return changes.map(({ setting, before, after }) => {
    return `${paint(colours.update, signs.update)} ${setting.padEnd(width)}  ${before} → ${after}`;
  });
}

function logStreamLines({ address, what, kind, fields }: PlanReport["logStream"][number], tenant: string): string[] {
  const width = Math.max(0, ...fields.map(({ field }) => field.length));
  return [
    `${paint(colours[kind], signs[kind])} ${what} ${words[kind]}`,
    ...fields.map(({ field, before, after }) => `    ${field.padEnd(width)}  ${before} → ${after}`),
    // No receiver knows it: neither one that had the token of an earlier stream, nor one that is new.
    ...(address === nextLogStreamTokenAddress && kind === "create"
      ? [`    the receiver refuses every record until it has it: npm run stream-token -- ${tenant} --out receiver.env`]
      : []),
  ];
}

function other({ address, kind }: PlanReport["others"][number]): string {
  return `${paint(colours[kind], signs[kind])} ${address} ${words[kind]}`;
}

function codeBlock({ name, liveVersion, diff }: ActionChange): string {
  const colour = { "+": "green", "-": "red", "@": "cyan" } as const;
  const painted = diff.map((line) => {
    const style = colour[line[0] as keyof typeof colour];
    return style ? paint(style, line) : line;
  });
  return `${paint("bold", `Code of ${name}`)}: version ${liveVersion} (running) → planned\n${painted.join("\n")}`;
}

function lines(list: string[]): string {
  return list.map((line) => `  ${line}`).join("\n");
}
