import { seedPassword } from "../auth0/users/seeds";
import { printable } from "../support/printable";
import { shellQuoted } from "../support/shell-quoted";
import type { Paint } from "../terminal/paint";
import { formatTable } from "../terminal/table";
import { portFlag } from "./options";
import type { Report } from "./report";

/** What a user sees once the tenant runs: what runs where, what of the sources doesn't, who can log in, and how. */
export function formatFirstScreen(report: Report, paint: Paint): string {
  const { readyMs, tenant, consoleLink, credentialsFile } = report;
  const rows = [
    ...(consoleLink ? [["console", consoleLink]] : []),
    ["tenant", tenant.managementUrl],
    ["Verify", tenant.verifyUrl],
    ["control", `${tenant.managementUrl}/_sandbox`],
    ["CA", tenant.caFile],
    ["sender", tenant.phoneProvider ?? "none: no code arrives"],
  ];
  return [
    paint("bold", `Ready after ${(readyMs / 1000).toFixed(1)} s`),
    formatTable(rows),
    "",
    ...actions(report, paint),
    ...remarks(report),
    ...people(report, paint),
    "",
    paint("bold", "Try next, in another terminal"),
    ...logins(report),
    `  set -a; . ${shellQuoted(credentialsFile)}; set +a   # this start's credentials`,
  ].join("\n");
}

/** What deserves a look, a line each: what is missing first. */
export function remarks({ missing, skipped, notes }: Pick<Report, "missing" | "skipped" | "notes">): string[] {
  const lines = [
    ...missing,
    ...(missing.length > 0
      ? [
          `Set ${missing.length === 1 ? "it" : "them"} in the environment, or in a file of lines NAME=value for --secrets.`,
        ]
      : []),
    ...notes,
    ...(skipped.length > 0 ? [`Not loaded, because the local tenant does not support it: ${skipped.join(", ")}.`] : []),
  ];
  return lines.length > 0 ? [...lines.map(printable), ""] : [];
}

function actions({ loaded: { order, standIns } }: Report, paint: Paint): string[] {
  if (order.length === 0) {
    return [
      "No Action runs at a login yet. Name a source: local-tenant <cdktf.out | plan.json | tenant.yaml | action.js …>",
      "",
    ];
  }
  const rows = order.map((name, index) => [
    String(index + 1),
    name,
    standIns.includes(name) ? "stands in for an Action that the source doesn't have" : "",
  ]);
  return [paint("bold", "Actions at a login"), formatTable(rows), ""];
}

function people({ users }: Report, paint: Paint): string[] {
  const rows = users.map(({ handle, method, email, phone_number: phone, factors }) => [
    handle,
    method,
    (method === "sms" ? phone : email) ?? "",
    factors.join(", ") || "no MFA",
  ]);
  const seeded = users.some(({ handle }) => handle === "password-phone");
  return [
    `${paint("bold", "Users")}${seeded ? `  (password: ${seedPassword})` : ""}`,
    formatTable([["user", "method", "signs in as", "enrolled"], ...rows]),
  ];
}

function logins({ users, tenant }: Report): string[] {
  const port = portFlag(Number(new URL(tenant.managementUrl).port || 443));
  return users
    .slice(0, 2)
    .map(
      ({ handle, method }) =>
        `  npx local-tenant login${port} --user ${/^[\w.@+-]+$/.test(handle) ? handle : shellQuoted(handle)} --method ${method}`,
    );
}
