import { Command } from "commander";
import { printRefusal } from "../packages/local-tenant/src/cli/json-line";
import { defaultPort, endOnMistake, inspectPort, port } from "../packages/local-tenant/src/cli/options";
import { runApp } from "./run-app";
import type { RunOptions } from "./run-sandbox";

const startedAt = performance.now();

const program = endOnMistake(new Command("npm start --"))
  .description("Starts a local Auth0 tenant and a local Twilio Verify, loads the stack and logs two users in.")
  .option("--port <number>", "port of the tenant; Verify and the console take the next two", port, defaultPort)
  .option("--json", "print one line of JSON instead of text")
  .option("--fixed-credentials", "use the same, publicly known credentials at every start")
  .option("--inspect [port]", "let a debugger attach, and set no time limit for Actions; 0: any free port", inspectPort)
  .option("--watch", "load what you save; the default in a terminal")
  .option("--exit", "stop after the logins")
  .allowExcessArguments(false)
  .parse();

const options = program.opts<RunOptions>();
main(options).catch((error) => {
  if (options.json && error?.isUserError) printRefusal(error.message, error.exitCode ?? 1);
  throw error;
});

async function main(options: RunOptions): Promise<void> {
  if (!options.json) {
    process.stdout.write("Synthesising the stack; starting a local Auth0 tenant and a local Verify …\n");
  }
  const synthesised = runApp();
  // Its failure is reported where it is awaited; until then the tenant starts.
  synthesised.catch(() => {});
  // Loaded only now, so that both processes load at the same time.
  const { runSandbox } = await import("./run-sandbox");
  await runSandbox(options, synthesised, startedAt);
}
