import { Command, Option } from "commander";
import { channels, confidences, firstFactors, grants, mfaFactors, prompts } from "../auth0/login/names";
import type { LoginDocument } from "../server";
import { LocalTenantError } from "../support/local-tenant-error";
import { printableLines } from "../support/printable";
import { painter } from "../terminal/paint";
import { formatTimeline } from "../terminal/timeline";
import type { Commands } from "./commands";
import { ControlClient, ControlError } from "./control-client";
import { printJsonLine, printRefusal, wantsJson } from "./json-line";
import { defaultPort, endOnMistake, port, portFlag, seconds, usageError } from "./options";

interface Options {
  port: number;
  user?: string;
  method?: string;
  channel?: string;
  client?: string;
  connection?: string;
  session?: string;
  prompt?: string;
  acrValues?: string[];
  maxAge?: number;
  risk?: string;
  organization?: string;
  roles?: string[];
  grant?: string;
  mfa?: string;
  code?: string;
  json?: true;
}

/** The command that logs a user in to a running tenant and prints what happened. */
export function loginCommand(commands: Commands): Command {
  const program = endOnMistake(new Command(commands.login))
    .description(
      `Logs a user in to the running local tenant and prints what happened. \`${commands.start}\` lists the users.`,
    )
    .option("--user <name>", "who logs in; not needed with --session")
    .addOption(
      new Option(
        "--method <factor>",
        "first factor; leave it out for single sign-on (--session) or another grant",
      ).choices(firstFactors),
    )
    .addOption(new Option("--channel <channel>", "how an MFA code goes to the phone").choices(channels))
    .addOption(
      new Option("--mfa <factor>", "the factor to answer MFA with; default: the first offered").choices(mfaFactors),
    )
    .option("--code <code>", "type in this code instead of those that arrive, for instance a wrong one")
    .option("--client <name>", "web, mobile or machine; default: web")
    .option("--connection <name>", "default: what fits the user and the method")
    .option("--session <id>", "an earlier login's session, for single sign-on")
    .addOption(new Option("--prompt <prompt>", "none: silent authentication; login: ask again").choices(prompts))
    .option(
      "--acr-values <values...>",
      "authentication context that the application requests, such as the multi-factor URI",
    )
    .option("--max-age <seconds>", "oldest authentication that the application accepts", seconds)
    .addOption(
      new Option("--risk <confidence>", "what Auth0's risk assessment says about this login").choices(confidences),
    )
    .option("--organization <id>", "the organization that the user logs in to, org_…")
    .option("--roles <names...>", "the user's roles in this login")
    .addOption(new Option("--grant <grant>", "default: authorization_code").choices(grants))
    .option("--port <number>", "port of the tenant", port, defaultPort)
    .option("--json", "print the login, or the error, as JSON")
    .allowExcessArguments(false)
    .configureOutput({ outputError: (text, write) => (wantsJson ? undefined : write(text)) });
  return program.action(async (options: Options) => {
    if (!options.user && !options.session) {
      program.error(
        `Who logs in? For instance: ${commands.login} --user phone-only --method sms. \`${commands.start}\` lists the users.`,
      );
    }
    await logIn(options, commands);
  });
}

async function logIn({ port: tenantPort, mfa, code, json, ...login }: Options, commands: Commands): Promise<void> {
  try {
    const client = await ControlClient.connect(tenantPort, commands);
    const started = await client.post<LoginDocument>("logins", login);
    const finished = started.outcome
      ? started
      : await client.post<LoginDocument>(`logins/${started.id}/finish`, { mfa, code });
    if (json) printJsonLine(finished);
    else process.stdout.write(`${page(finished, tenantPort, commands)}\n`);
    process.exitCode = finished.outcome?.status === "completed" ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ControlError || error instanceof LocalTenantError)) throw error;
    process.exitCode = error instanceof ControlError && error.status < 500 ? usageError : 1;
    if (json) printRefusal(error.message, process.exitCode);
    else process.stderr.write(`${printableLines(error.message).join("\n")}\n`);
  }
}

function page({ timeline, outcome }: LoginDocument, tenantPort: number, commands: Commands): string {
  const paint = painter(process.stdout);
  const command = `${commands.login}${portFlag(tenantPort)} --session ${outcome?.sessionId}`;
  const next = outcome?.sessionId && `\nSingle sign-on: ${command}`;
  return `${formatTimeline(timeline, paint, process.stdout.columns)}${next ? paint("dim", next) : ""}`;
}
