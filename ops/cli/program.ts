import { createInterface } from "node:readline/promises";
import { Command, type CommanderError } from "commander";
import { unwritable } from "../../scripts/unwritable.cjs";
import { UserError } from "../../stacks/errors";
import type { Tenant } from "../../stacks/tenant-schema";
import { npmRun } from "../support/commands";
import { exitCodes } from "../support/exit-codes";
import type { Invocation } from "../support/invocation";
import { JsonOutput, type Output, textOutput } from "../support/output";
import { printNote } from "../support/print";
import { printableLines } from "../support/printable";
import {
  hasBegun,
  isStopped,
  listenForStop,
  Stopped,
  stopExitCode,
  stopped,
  stopRequest,
  stopWords,
} from "../support/stop";
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
import { printEarlyRefusal } from "./early-refusal";
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
import type { Described, GeneralVerb, PlainVerb, Verb } from "./verb";

/** Adds one verb's command to the program. What options a verb has is known in here alone. */
type Registration = (program: Command, tenants: Readonly<Record<string, Tenant>>) => void;

const verbs: readonly Registration[] = [
  forTenant(preflight),
  forTenant(plan),
  forTenant(deploy),
  forTenant(status),
  forTenant(logs),
  forTenant(drift),
  forTenant(rollback),
  forTenant(rotate),
  forTenant(lookupKey),
  forTenant(streamToken),
  forTenant(adopt),
  forTenant(destroy),
  forTenant(pushState),
  forArgument(artefact),
  forTenant(ciPlan),
  forTenant(ciDeploy),
  forTenant(ciDrift),
  forTenant(ciStatus),
  forTenant(ciRotate),
  forTenant(ciRollback),
  alone(ciTenants),
  alone(githubEnvironmentsVerb),
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
    .exitOverride(endUsage);
  for (const register of verbs) register(program, tenants);
  return program;
}

function forTenant<Options extends object>(verb: Verb<Options>): Registration {
  return (program, tenants) => {
    const command = added(program, verb)
      .usage("-- <tenant> [options]")
      .argument("[tenant]", "its name in tenants.ts")
      .action(async (name: string | undefined, options: CommonOptions & Options) => {
        if (!verb.runsUntilStopped) listenForStop();
        await ending(options, (output) => {
          const invocation: Invocation = {
            ...named(verb, tenants, name),
            tenants,
            caller: process.env,
            output,
            yes: options.yes === true,
            confirm,
          };
          if (!verb.changes || options.yes || process.stdin.isTTY) return verb.run(invocation, options);
          const again = npmRun(verb.name, ...wordsAfter(command), "--yes");
          const impossible = confirmationImpossible(invocation.name, again);
          if (!verb.showsFirst) throw impossible;
          return verb.run({ ...invocation, confirm: () => Promise.reject(impossible) }, options);
        });
      });
    if (verb.changes) command.option("--yes", "go ahead without asking");
    addOptions(command, verb);
  };
}

function forArgument<Options extends object>(verb: GeneralVerb<Options>): Registration {
  const { name, description } = verb.argument;
  return (program, tenants) => {
    const command = added(program, verb)
      .usage(`-- <${name}> [options]`)
      .argument(`[${name}]`, description)
      .action(async (argument: string | undefined, options: CommonOptions & Options) => {
        listenForStop();
        await ending(options, async (output) => {
          if (argument === undefined) throw argumentMissing(verb.name, name, description);
          return verb.run({ tenants, caller: process.env, output }, argument, options);
        });
      });
    addOptions(command, verb);
  };
}

function alone<Options extends object>(verb: PlainVerb<Options>): Registration {
  return (program, tenants) => {
    const command = added(program, verb)
      .usage("-- [options]")
      .action(async (options: CommonOptions & Options) => {
        listenForStop();
        await ending(options, (output) => verb.run({ tenants, caller: process.env, output }, options));
      });
    addOptions(command, verb);
  };
}

function added(program: Command, verb: Described): Command {
  const command = program
    .command(verb.name)
    .description(verb.summary)
    .addHelpText("after", ({ command }) => endings(verb, command));
  command.showHelpAfterError(`${npmRun(verb.name, "--help")} says what it takes.`);
  return verb.alias === undefined ? command : command.alias(verb.alias);
}

function addOptions(command: Command, verb: Described): void {
  command.option("--json", "print one JSON document and nothing else");
  verb.options?.(command);
}

/** Runs a verb and sets the exit code. With `--json`, a refusal is the one document; its text also goes to stderr. */
async function ending({ json }: CommonOptions, run: (output: Output) => Promise<number>): Promise<void> {
  const output = json ? new JsonOutput() : textOutput;
  try {
    refuseLoggedSecrets(process.env);
    const exit = await run(output);
    process.exitCode = stopExitCode() ?? exit;
  } catch (thrown) {
    const error = isStopped() ? afterStop(thrown) : asUserError(thrown);
    if (output instanceof JsonOutput && output.isEmpty && error instanceof UserError) output.result(refusal(error));
    throw error;
  }
}

/** A file that can't be written is the user's to fix, whichever step found it. */
function asUserError(thrown: unknown): unknown {
  const problem = unwritable(thrown);
  return problem === undefined ? thrown : new UserError(problem);
}

/**
 * Before any change, a step that failed simply gave up. After that, its message is what is known about what was done.
 */
function afterStop(thrown: unknown): unknown {
  if (!hasBegun()) return stopped();
  if (!(thrown instanceof UserError) || thrown instanceof Stopped) return thrown;
  return new UserError(`${thrown.message.trim()}\n\n${stopWords()} Nothing was started after that.`, stopExitCode());
}

/** Ends this process after help, or after words of the caller that no verb takes; with `--json` these are a refusal. */
function endUsage({ exitCode, message }: CommanderError): never {
  if (exitCode === 0) process.exit(exitCodes.done);
  const error = new UserError(message.replace(/^error: /, ""), exitCodes.notReady);
  printEarlyRefusal(error);
  process.exit(error.exitCode);
}

/** What the caller typed after a verb. */
function wordsAfter(command: Command): string[] {
  const { rawArgs } = command.parent as Command & { rawArgs: string[] };
  return rawArgs.slice(rawArgs.indexOf(command.name()) + 1);
}

/** @throws UserError when there is no such tenant. */
function named(
  verb: Described,
  tenants: Readonly<Record<string, Tenant>>,
  name: string | undefined,
): Pick<Invocation, "name" | "tenant"> {
  const tenant = name === undefined || !Object.hasOwn(tenants, name) ? undefined : tenants[name];
  if (name === undefined || tenant === undefined) throw unknownTenant(verb.name, name, Object.keys(tenants));
  return { name, tenant };
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
function endings({ ends }: Described, command: Command): string {
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
