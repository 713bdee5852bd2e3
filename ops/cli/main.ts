// npm run <verb> -- <tenant>: what a deployer runs.
import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import type { Tenant } from "../../stacks/tenant";
import { tenants } from "../../tenants";
import { confirmationImpossible, unknownTenant } from "../errors";
import { exitCodes } from "../exit-codes";
import type { Request } from "../workspace";
import { deploy } from "./deploy";
import type { Verb } from "./verb";

// biome-ignore lint/suspicious/noExplicitAny: each verb knows its own options
const verbs: readonly Verb<any>[] = [deploy];

const program = new Command("npm run")
  .description("What a deployer runs. Each verb takes the name of a tenant in tenants.ts.")
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? exitCodes.done : exitCodes.notReady));

for (const verb of verbs) {
  const command = program
    .command(verb.name)
    .description(verb.summary)
    .usage("-- <tenant> [options]")
    .argument("[tenant]", "its name in tenants.ts")
    .option("--json", "print one JSON document and nothing else")
    .addHelpText("after", endings(verb))
    .action(async (name: string | undefined, options: { json?: boolean; yes?: boolean }) => {
      process.exitCode = await verb.run(request(verb, name, options), options);
    });
  if (verb.changes) command.option("--yes", "go ahead without asking");
  verb.options?.(command);
}

program.parseAsync();

function request(verb: Verb, name: string | undefined, options: { json?: boolean; yes?: boolean }): Request {
  const known: Record<string, Tenant> = tenants;
  const tenant = name === undefined || !Object.hasOwn(known, name) ? undefined : known[name];
  if (name === undefined || tenant === undefined) throw unknownTenant(verb.name, name, Object.keys(known));
  if (verb.changes && !options.yes && !process.stdin.isTTY) throw confirmationImpossible(verb.name, name);
  return {
    name,
    tenant,
    tenants,
    caller: process.env,
    json: options.json === true,
    yes: options.yes === true,
    confirm,
  };
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`\n${question} Only "yes" does: `);
  terminal.close();
  return answer.trim() === "yes";
}

function endings({ ends }: Verb): string {
  const lines = Object.entries(ends).map(
    ([code, meaning]) => `  ${exitCodes[code as keyof typeof exitCodes]}  ${meaning}`,
  );
  return `\nExit codes:\n${lines.sort().join("\n")}\n`;
}
