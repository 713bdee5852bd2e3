import inspector, { url as debuggerUrl } from "node:inspector";
import { createInterface } from "node:readline";
import { endOnEndlessLoop } from "../packages/local-tenant/src/cli/endless-loop";
import { painter } from "../packages/local-tenant/src/cli/paint";
import { printable, printableJson, printableLines } from "../packages/local-tenant/src/printable";
import {
  deployEnvironment,
  fixedCredentials,
  type LoadedStack,
  type LocalTenantServer,
  randomCredentials,
  startServer,
  userDocument,
} from "../packages/local-tenant/src/server";
import { conversionWithoutActions, demonstrate } from "./demonstration";
import { loadStack } from "./load-stack";
import { sandboxDir, sandboxStack, synthDir } from "./repo-root";
import { runApp } from "./run-app";
import { formatLogins, formatNext, formatReady } from "./start-page";
import type { StartReport } from "./start-report";
import { typeErrors } from "./type-errors";

const paint = painter(process.stdout);

export interface RunOptions {
  /** The tenant's; Verify and the console have the next two. */
  port: number;
  json?: true;
  exit?: true;
  fixedCredentials?: true;
  /** The port of Node's inspector, or its default one. */
  inspect?: number | true;
}

/**
 * Starts the sandbox, loads the stack once it is synthesised, shows the logins, and stays up unless told to exit.
 * `startedAt`: when the command began, by `performance.now()`.
 */
export async function runSandbox(options: RunOptions, synthesised: Promise<void>, startedAt: number): Promise<void> {
  const say = options.json ? () => {} : (text: string) => process.stdout.write(`${text}\n`);
  if (options.inspect !== undefined) openInspector(options.inspect);
  const server = await start(options);
  await synthesised;
  const loaded = loadStack(server, synthDir, sandboxStack);
  endOnEndlessLoop("npm start");
  const readyMs = Math.round(performance.now() - startedAt);

  const checked = sayTypeErrors();
  const report = await reportOn(server, loaded, readyMs);
  if (options.json) process.stdout.write(`${printableJson(report)}\n`);
  say(`\n${formatReady(report, paint)}\n\n${formatLogins(report, paint)}`);
  if (options.exit) {
    await checked;
    return server.stop();
  }
  say(`\n${formatNext(report, options.port, paint)}\n\nEverything stays up; Ctrl-C stops it.`);
  stopOnSignal(server);
  if (process.stdin.isTTY && !options.json) loadOnEnter(server, say);
}

function start({ port, fixedCredentials: fixed, inspect }: RunOptions): Promise<LocalTenantServer> {
  return startServer({
    ports: { management: port, verify: port + 1, console: port + 2 },
    dir: sandboxDir,
    credentials: fixed ? fixedCredentials() : randomCredentials(),
    warn,
    ...(inspect !== undefined && { actionTimeLimitMs: Number.POSITIVE_INFINITY }),
  });
}

/** What a client asked for stands in it. */
function warn(sentence: string): void {
  process.stderr.write(`${printable(sentence)}\n`);
}

/** Node says on stderr where it listens. A debugger that started this process has opened it already. */
function openInspector(port: number | true): void {
  if (debuggerUrl() === undefined) inspector.open(port === true ? undefined : port, "127.0.0.1");
}

/** On stderr, since it concerns who reads JSON, too. */
async function sayTypeErrors(): Promise<void> {
  const errors = await typeErrors();
  if (errors.length === 0) return;
  process.stderr.write(
    `The Actions have type errors. They are loaded anyway:\n${printableLines(errors.join("\n")).join("\n")}\n`,
  );
}

async function reportOn(server: LocalTenantServer, loaded: LoadedStack, readyMs: number): Promise<StartReport> {
  const logins = await demonstrate(server);
  const without = await conversionWithoutActions(logins);
  const sandbox = server.describe();
  return {
    readyMs,
    sandbox,
    consoleLink: server.consoleLink,
    stack: loaded,
    logins,
    conversion: { without, with: server.conversion() },
    users: server.engine.users.all().map(userDocument),
    deployEnvironment: deployEnvironment(server.credentials, sandbox.caBundleFile),
    credentialsFile: server.credentialsFile,
    debuggerUrl: debuggerUrl(),
  };
}

function stopOnSignal(server: LocalTenantServer): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.stop().then(() => process.exit(0)));
  }
}

/** The edit loop: Enter builds the Actions again and deploys those that changed. */
function loadOnEnter(server: LocalTenantServer, say: (text: string) => void): void {
  say("Enter builds the Actions again and loads what changed.");
  const load = async () => {
    try {
      await runApp();
      const { changed } = loadStack(server, synthDir, sandboxStack);
      say(changed.length > 0 ? printable(`Reloaded: ${changed.join(", ")}.`) : "Nothing has changed.");
      await sayTypeErrors();
    } catch (error) {
      say(printableLines(error instanceof Error ? error.message : String(error)).join("\n"));
    }
  };
  // One after the other: two at once would write the same files.
  let loaded = Promise.resolve();
  createInterface({ input: process.stdin }).on("line", () => {
    loaded = loaded.then(load);
  });
}
