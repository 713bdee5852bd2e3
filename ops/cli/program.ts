import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import { UserError } from "../../stacks/errors";
import type { Tenant } from "../../stacks/tenant-schema";
import { npmRun } from "../support/commands";
import { exitCodes } from "../support/exit-codes";
import type { Invocation } from "../support/invocation";
import { JsonOutput, type Output, textOutput } from "../support/output";
import { printNote } from "../support/print";
import { printableLines } from "../support/printable";
import { hasBegun, isStopped, listenForStop, stopExitCode, stopped, stopRequest, stopWords } from "../support/stop";
import { refuseLoggedSecrets } from "../terraform/refuse-environment";
import { adopt } from "./adopt";
import { artefact } from "./artefact";
import { ciDeploy } from "./ci-deploy";
import { ciDrift } from "./ci-drift";
import { ciPlan } from "./ci-plan";
import { ciRollback } from "./ci-rollback";
import { ciRotate } from "./ci-rotate";
import { ciStatus } from "./ci-status";
import { ciTenants } from "./ci-tenants";
import { deploy } from "./deploy";
import { destroy } from "./destroy";
import { drift } from "./drift";
import { argumentMissing, confirmationImpossible, unknownTenant } from "./errors";
import { githubEnvironmentsVerb } from "./github-environments";
import { logs } from "./logs";
import { lookupKey } from "./lookup-key";
import { plan } from "./plan";
import { preflight } from "./preflight";
import { pushState } from "./push-state";
import { refusal } from "./refusal";
import { rollback } from "./rollback";
import { rotate } from "./rotate";
import { status } from "./status";
import { streamToken } from "./stream-token";
import type { GeneralVerb, PlainVerb, Verb } from "./verb";

// biome-ignore lint/suspicious/noExplicitAny: each verb knows its own options
const verbs: readonly (Verb<any> | GeneralVerb<any> | PlainVerb<any>)[] = [
  preflight,
  plan,
  deploy,
  status,
  logs,
  drift,
  rollback,
  rotate,
  lookupKey,
  streamToken,
  adopt,
  destroy,
  pushState,
  artefact,
  ciPlan,
  ciDeploy,
  ciDrift,
  ciStatus,
  ciRotate,
  ciRollback,
  ciTenants,
  githubEnvironmentsVerb,
];

interface CommonOptions {
  json?: boolean;
  yes?: boolean;
}

/** The command line over these tenants. Sets `process.exitCode`; rejects with user errors. */
export function createProgram(tenants: Readonly<Record<string, Tenant>>): Command {
  const program = new Command("npm run")
    .description("Commands for deploying. Most take the name of a tenant in tenants.ts.")
    // Without the alias, which commander would add to the name.
    .configureHelp({ commandUsage: (of) => [of.parent?.name(), of.name(), of.usage()].filter(Boolean).join(" ") })
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.done : exitCodes.notReady));
  for (const verb of verbs) {
    const command = program
      .command(verb.name)
      .description(verb.summary)
      .addHelpText("after", ({ command }) => endings(verb, command));
    command.showHelpAfterError(`${npmRun(verb.name, "--help")} says what it takes.`);
    if (verb.alias !== undefined) command.alias(verb.alias);
    if ("argument" in verb) takeArgument(command, verb, tenants);
    else if ("plain" in verb) takeNothing(command, verb, tenants);
    else takeTenant(command, verb, tenants);
    command.option("--json", "print one JSON document and nothing else");
    verb.options?.(command);
  }
  return program;
}

function takeTenant(command: Command, verb: Verb, tenants: Readonly<Record<string, Tenant>>): void {
  command
    .usage("-- <tenant> [options]")
    .argument("[tenant]", "its name in tenants.ts")
    .action(async (name: string | undefined, options: CommonOptions) => {
      if (!verb.runsUntilStopped) listenForStop();
      await ending(options, (output) => {
        const invocation = invocationFor(verb, tenants, name, options, output);
        if (!verb.changes || options.yes || process.stdin.isTTY) return verb.run(invocation, options);
        const impossible = confirmationImpossible(invocation.name, npmRun(verb.name, ...wordsAfter(command), "--yes"));
        if (!verb.showsFirst) throw impossible;
        return verb.run({ ...invocation, confirm: () => Promise.reject(impossible) }, options);
      });
    });
  if (verb.changes) command.option("--yes", "go ahead without asking");
}

function takeArgument(command: Command, verb: GeneralVerb, tenants: Readonly<Record<string, Tenant>>): void {
  const { name, description } = verb.argument;
  command
    .usage(`-- <${name}> [options]`)
    .argument(`[${name}]`, description)
    .action(async (argument: string | undefined, options: CommonOptions) => {
      listenForStop();
      await ending(options, async (output) => {
        if (argument === undefined) throw argumentMissing(verb.name, name, description);
        return verb.run({ tenants, caller: process.env, output }, argument, options);
      });
    });
}

function takeNothing(command: Command, verb: PlainVerb, tenants: Readonly<Record<string, Tenant>>): void {
  command.usage("-- [options]").action(async (options: CommonOptions) => {
    listenForStop();
    await ending(options, (output) => verb.run({ tenants, caller: process.env, output }, options));
  });
}

/** Runs a verb and sets the exit code. With `--json`, a refusal is the one document; its text also goes to stderr. */
async function ending({ json }: CommonOptions, run: (output: Output) => Promise<number>): Promise<void> {
  const output = json ? new JsonOutput() : textOutput;
  try {
    refuseLoggedSecrets(process.env);
    const exit = await run(output);
    process.exitCode = stopExitCode() ?? exit;
  } catch (thrown) {
    const error = isStopped() ? afterStop(thrown) : thrown;
    if (output instanceof JsonOutput && output.isEmpty && error instanceof UserError) output.result(refusal(error));
    throw error;
  }
}

/**
 * Before any change, a step that failed simply gave up. After that, its message is what is known about what was done.
 */
function afterStop(thrown: unknown): unknown {
  if (!hasBegun()) return stopped();
  if (!(thrown instanceof UserError) || thrown.message.startsWith(stopWords())) return thrown;
  return new UserError(`${thrown.message.trim()}\n\n${stopWords()} Nothing was started after that.`, stopExitCode());
}

/** What the caller typed after a verb. */
function wordsAfter(command: Command): string[] {
  const { rawArgs } = command.parent as Command & { rawArgs: string[] };
  return rawArgs.slice(rawArgs.indexOf(command.name()) + 1);
}

function invocationFor(
  verb: Verb,
  tenants: Readonly<Record<string, Tenant>>,
  name: string | undefined,
  options: CommonOptions,
  output: Output,
): Invocation {
  const tenant = name === undefined || !Object.hasOwn(tenants, name) ? undefined : tenants[name];
  if (name === undefined || tenant === undefined) throw unknownTenant(verb.name, name, Object.keys(tenants));
  return {
    name,
    tenant,
    tenants,
    caller: process.env,
    output,
    yes: options.yes === true,
    confirm,
  };
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // In a terminal it is readline that sees Ctrl-C.
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  try {
    const asked = printableLines(`\n${question} Type yes: `);
    const answer = (await terminal.question(asked, { signal: stopRequest })).trim();
    if (answer === "yes") return true;
    printNote(`Not confirmed: type yes, in full and in lower case.\n`);
    return false;
  } catch (error) {
    throw isStopped() ? stopped() : error;
  } finally {
    terminal.close();
  }
}

/** What its exit codes mean, as wide as the rest of the help. */
function endings({ ends }: Pick<Verb, "ends">, command: Command): string {
  const help = command.createHelp();
  help.prepareContext({ helpWidth: command.configureOutput().getOutHelpWidth?.() });
  const meanings = Object.entries(ends).map(([code, meaning]) => {
    return [String(exitCodes[code as keyof typeof exitCodes]), meaning] as const;
  });
  const stop = [
    "130",
    "stopped by Ctrl-C, or 128 plus the number of another signal; the output says what was done",
  ] as const;
  const lines = [...meanings.sort(([a], [b]) => Number(a) - Number(b)), stop];
  return `\nExit codes:\n${lines.map(([code, meaning]) => help.formatItem(code, 3, meaning, help)).join("\n")}\n`;
}
