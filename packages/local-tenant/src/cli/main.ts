#!/usr/bin/env node
import { Command } from "commander";
import { LocalTenantError } from "../support/local-tenant-error";
import { printableLines } from "../support/printable";
import { userDir } from "../support/user-dir";
import { printRefusal, wantsJson } from "./json-line";
import { loginCommand } from "./login";
import { command, endOnMistake, notReady, port } from "./options";
import { type RunOptions, runTenant } from "./run";

const startedAt = performance.now();
const login = loginCommand({ start: "npx local-tenant", login: "npx local-tenant login", dir: userDir() });

const program = endOnMistake(new Command("local-tenant"))
  .description(
    "Starts a local Auth0 tenant and a local Twilio Verify with the Actions of the sources, which run with your rights.\n\n" +
      "A source is one of these; you can name several:\n" +
      "  cdktf.out, cdk.tf.json    a synthesised stack\n" +
      "  plan.json                 what terraform show -json prints\n" +
      "  tenant.yaml, a directory  what auth0-deploy-cli exported\n" +
      "  a.js b.js …               Actions, in the order in which they run",
  )
  .enablePositionalOptions()
  .argument("[source...]")
  .option("--port <number>", "port of the tenant; Verify and the console take the next two (default: 8443)", port)
  .option(
    "--exec <command>",
    "run a command on free ports with the tenant's environment, and exit with its exit code",
    command,
  )
  .option("--secrets <file>", "values for secrets and variables: lines NAME=value, or JSON")
  .option("--users <file>", "a JSON list of users instead of the usual ones")
  .option("--state <file>", "keep the tenant between runs; the file holds secrets")
  .option("--modules <folder>", "where the packages of Actions are installed; default: beside the first source")
  .option("--config <file>", "auth0-deploy-cli's configuration, for keyword replacement")
  .option("--json", "print one line of JSON instead of text")
  .action((sources: string[], options: RunOptions) => runTenant(sources, options, startedAt));
program.addCommand(login.name("login"));
program.parseAsync().catch(end);

function end(error: unknown): void {
  const mistake = error instanceof LocalTenantError ? error : notWritable(error);
  if (!mistake) throw error;
  if (wantsJson) printRefusal(mistake.message, mistake.exitCode);
  process.stderr.write(`${printableLines(mistake.message).join("\n")}\n`);
  process.exit(mistake.exitCode);
}

/** In a container, the user's cache folder may not be writable. */
function notWritable(error: unknown): LocalTenantError | undefined {
  const { code, path } = error as NodeJS.ErrnoException;
  if (path === undefined || !["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR"].includes(code ?? "")) return undefined;
  const fix = path.startsWith(userDir())
    ? "\nName another folder for caches: XDG_CACHE_HOME=<folder> local-tenant …"
    : "";
  return new LocalTenantError(`${path} can't be written (${code}).${fix}`, notReady);
}
