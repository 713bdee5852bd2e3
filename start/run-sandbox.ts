import inspector, { url as debuggerUrl } from "node:inspector";
import { endOnEndlessLoop } from "../packages/local-tenant/src/cli/endless-loop";
import { printJsonLine } from "../packages/local-tenant/src/cli/json-line";
import {
  deployEnvironment,
  fixedCredentials,
  type LoadedStack,
  type LocalTenantServer,
  randomCredentials,
  startServer,
  userDocument,
} from "../packages/local-tenant/src/server";
import { printable, printableLines } from "../packages/local-tenant/src/support/printable";
import { painter } from "../packages/local-tenant/src/terminal/paint";
import { repoRoot } from "../stacks/repo-root";
import { conversionWithoutActions, demonstrate } from "./demonstration";
import type { EditLoop } from "./dev/edit-loop";
import { loadStack } from "./load-stack";
import { sandboxDir, sandboxStack, synthDir } from "./places";
import { formatLogins, formatNext, formatReady } from "./start-page";
import type { StartReport } from "./start-report";
import { typeErrors } from "./type-errors";

const paint = painter(process.stdout);

export interface RunOptions {
  /** The tenant's; Verify and the console have the next two. */
  port: number;
  json?: true;
  exit?: true;
  /** Whether what is saved is loaded. Default: on a terminal. */
  watch?: true;
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

  const checked = watches(options) ? undefined : sayTypeErrors();
  const report = await reportOn(server, loaded, readyMs);
  if (options.json) printJsonLine(report);
  say(`\n${formatReady(report, paint)}\n\n${formatLogins(report, paint, process.stdout.columns)}`);
  if (options.exit) {
    await checked;
    return server.stop();
  }
  say(`\n${formatNext(report, options.port, paint)}\n`);
  if (report.consoleLink !== undefined) say(`Open the console: ${report.consoleLink}`);
  say("Everything stays up; Ctrl-C stops it.");
  let loop: EditLoop | undefined;
  stopOnSignal(async () => {
    await loop?.close();
    await server.stop();
  });
  if (watches(options)) loop = await watch(server, performance.timeOrigin + startedAt, say);
}

function watches({ watch, exit, json }: RunOptions): boolean {
  return !exit && (watch ?? (process.stdin.isTTY && !json));
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

/** It contains what a client asked for. */
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

function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)));
  }
}

/** `since`: when the synth that was loaded began, in milliseconds of the epoch. */
async function watch(server: LocalTenantServer, since: number, say: (text: string) => void): Promise<EditLoop> {
  // Loaded only here: the first look needs nothing of it.
  const { startEditLoop } = await import("./dev/edit-loop");
  const sources = { root: repoRoot, output: synthDir, stack: sandboxStack };
  const complain = (text: string) => process.stderr.write(`${text}\n`);
  const loop = await startEditLoop(server, sources, { since, say, complain });
  say("What you save in actions/, stacks/ and tenants.ts goes live.");
  return loop;
}
