import { seedPassword } from "../packages/local-tenant/src/auth0/users/seeds";
import { portFlag } from "../packages/local-tenant/src/cli/options";
import type { LocalTenantDescription, UserDocument } from "../packages/local-tenant/src/server";
import { printable } from "../packages/local-tenant/src/support/printable";
import { shellQuoted } from "../packages/local-tenant/src/support/shell-quoted";
import type { Paint } from "../packages/local-tenant/src/terminal/paint";
import { formatTable } from "../packages/local-tenant/src/terminal/table";
import { formatTimeline } from "../packages/local-tenant/src/terminal/timeline";
import { keychainRemoveCommand, keychainTrustCommand } from "../packages/local-tenant/src/tls/keychain";
import type { Conversion } from "../packages/local-tenant/src/twilio/conversion";
import { receiverSteps, streamsNotLoaded } from "./receiver-steps";
import type { StartReport } from "./start-report";

/** The part that is printed before the logins: what runs where. */
export function formatReady({ readyMs, sandbox, consoleLink, stack }: StartReport, paint: Paint): string {
  const actions = stack.order.map((name, index) => `${index + 1} ${name}`).join(", ");
  const rows = [
    ...(consoleLink ? [["console", consoleLink]] : []),
    ["tenant", sandbox.managementUrl],
    ["Verify", sandbox.verifyUrl],
    ["CA", sandbox.caFile],
    ["Actions", actions],
    ["Sender", sandbox.phoneProvider ?? "none: no code arrives"],
  ];
  const standIns =
    stack.standIns.length > 0
      ? [printable(`Stand-ins for other teams' Actions, which do nothing: ${stack.standIns.join(", ")}.`)]
      : [];
  const skipped = stack.skipped.length > 0 ? [printable(`Not read from the stack: ${stack.skipped.join(", ")}.`)] : [];
  return [
    paint("bold", `Ready after ${(readyMs / 1000).toFixed(1)} s`),
    formatTable(rows),
    ...standIns,
    ...skipped,
    ...streamsNotLoaded({ stack }),
  ].join("\n");
}

/** Both logins, and what Verify made of them. `columns`: the terminal's. */
export function formatLogins({ logins, conversion }: StartReport, paint: Paint, columns?: number): string {
  const shown = logins.map(
    ({ title, user, timeline }) =>
      `${paint("bold", title)}  (user ${printable(user)})\n${formatTimeline(timeline, paint, columns)}`,
  );
  const rate = (name: string, { total_attempts, total_converted, conversion_rate_percentage }: Conversion) => [
    name,
    `${Math.round(conversion_rate_percentage)} %`,
    `${total_converted} of ${total_attempts} codes`,
  ];
  const rows = [rate("without the Actions", conversion.without), rate("with them", conversion.with)];
  return [...shown, `${paint("bold", "Verify's conversion rate")}  after these logins\n${formatTable(rows)}`].join(
    "\n\n",
  );
}

/** What to do next. */
export function formatNext(report: StartReport, port: number, paint: Paint): string {
  const { users, credentialsFile, sandbox } = report;
  const steps = receiverSteps(report);
  const other = portFlag(port);
  const people = users.map((user) => [user.handle, user.method, signsInAs(user), user.factors.join(", ") || "no MFA"]);
  const moved = [`domain: "${sandbox.domain}"`, `localVerify = "${sandbox.verifyUrl}"`];
  return [
    `${paint("bold", "Users")}  (password: ${seedPassword})`,
    formatTable([["user", "method", "signs in as", "enrolled"], ...people]),
    "",
    paint("bold", "Try next, in another terminal"),
    `  npm run login --${other} --user password-phone --method password`,
    `  npm run login --${other} --user authenticator --method password --mfa otp`,
    `  npm run login --${other} --user other-phone --method password`,
    `  npm run login --${other} --user phone-only --method sms --code 000000`,
    "",
    paint("bold", "Deploy the stack with Terraform"),
    ...(other ? ["  # first, in tenants.ts:", ...moved.map((line) => `  #   ${line}`)] : []),
    "  npm run deploy -- sandbox",
    ...(process.platform === "darwin" ? keychain(sandbox) : []),
    "",
    `${paint("bold", "To use cdktf, terraform or curl by hand, load this start's credentials first")}`,
    `  set -a; . ${shellQuoted(credentialsFile)}; set +a`,
    `  export TF_VAR_AUTH0_LOOKUP_PRIVATE_KEY="$(cat .cache/lookup-keys/sandbox.private.pem)"`,
    ...(steps.length > 0 ? ["", paint("bold", "Report by the log stream"), ...steps] : []),
  ].join("\n");
}

/** What the user types in; with a code, also where that goes. */
function signsInAs({ method, email, phone_number }: UserDocument): string {
  return (method === "sms" ? phone_number : email) ?? "";
}

function keychain({ caFile }: LocalTenantDescription): string[] {
  return [`  ${keychainTrustCommand(caFile)}`, `  # and to undo that: ${keychainRemoveCommand(caFile)}`];
}
