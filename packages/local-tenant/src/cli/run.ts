import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { testEnvironment } from "../credentials/test-environment";
import { type LocalTenantServer, randomCredentials, type ServerOptions, startServer, verifyVariables } from "../server";
import {
  folderOf,
  readSecretsFile,
  readSources,
  readUsersFile,
  type SourceInputs,
  type TenantDocument,
} from "../sources";
import type { TenantState } from "../state/tenant-state";
import { LocalTenantError } from "../support/local-tenant-error";
import { printable, printableLines } from "../support/printable";
import { userDir } from "../support/user-dir";
import { painter } from "../terminal/paint";
import { endOnEndlessLoop } from "./endless-loop";
import { runCommand } from "./exec";
import { formatFirstScreen, remarks } from "./first-screen";
import { printJsonLine } from "./json-line";
import { defaultPort, notReady } from "./options";
import { type Report, reportOn } from "./report";
import { keepState, readState, restoreState } from "./state-file";

/** The command's options; what is `undefined` was not given. Files and folders are as the user named them. */
export interface RunOptions {
  /** The tenant's; Verify and the console have the next two. Default: 8443, or free ones and no console for a command. */
  port?: number;
  json?: true;
  /** A command for the shell, to be run in place of waiting. */
  exec?: string;
  /** A file. Default: the seeded users. */
  users?: string;
  /** A file. Default: nothing is kept. */
  state?: string;
  /** A folder. Default: that of the first source. */
  modules?: string;
  /** A file. Default: none. */
  secrets?: string;
  /** auth0-deploy-cli's configuration. Default: the environment has the keywords. */
  config?: string;
}

/**
 * Starts a tenant, loads the sources and stays up, or runs a command and ends with its exit code. `startedAt`: when the
 * program began, in milliseconds by `performance.now()`.
 */
export async function runTenant(sources: readonly string[], options: RunOptions, startedAt: number): Promise<void> {
  const { users, state, credentials, read } = inputsOf(sources, options);
  // What is wrong with a source is said before anything listens. It is read once: a pipe has its content once.
  const document = read();
  const modules = usable(() => modulesOf(sources, options));
  const server = await startServer({
    ...{ ports: portsOf(options), dir: userDir(), warn, modules, credentials },
    ...(users && { users }),
  });
  const keepLast = await stoppingOnError(server, () => keptIn(options.state, state, server));
  const load = (loaded: TenantDocument): Report =>
    reportOn(server, loaded, server.load(loaded), Math.round(performance.now() - startedAt));
  const report = await stoppingOnError(server, () => load(document));
  endOnEndlessLoop("local-tenant");
  if (options.json) printJsonLine(report);
  if (options.exec !== undefined) {
    for (const line of remarks(report).filter((text) => text !== "")) warn(line);
    process.exitCode = await runCommand(options.exec, testEnvironment(server));
  } else {
    const stopping = signalled();
    if (!options.json) present(report, options, sources.length > 0 ? () => load(read()) : undefined);
    await stopping;
  }
  try {
    usable(keepLast);
  } finally {
    await server.stop();
  }
  process.exit();
}

/** What the command's files hold. `read`: reads the sources. */
function inputsOf(sources: readonly string[], options: RunOptions) {
  const secrets = usable(() => options.secrets && readSecretsFile(options.secrets)) || undefined;
  const users = usable(() => options.users && readUsersFile(options.users)) || undefined;
  const state = usable(() => options.state && readState(options.state)) || undefined;
  const credentials = { ...randomCredentials(), ...state?.credentials };
  const inputs: SourceInputs = {
    environment: process.env,
    known: verifyVariables(credentials.verify),
    ...(secrets && { secrets }),
    ...(options.config && { config: options.config }),
  };
  return { users, state, credentials, read: () => usable(() => readSources(sources, inputs)) };
}

/** The tenant's port and the next two; free ones for a command, which has no console. */
function portsOf({ port, exec }: RunOptions): ServerOptions["ports"] {
  if (exec !== undefined && port === undefined) return { management: 0, verify: 0 };
  const first = port ?? defaultPort;
  return { management: first, verify: first + 1, ...(exec === undefined && { console: first + 2 }) };
}

/** Restores the state and keeps it from now on. Returns what keeps it for the last time. */
function keptIn(file: string | undefined, state: TenantState | undefined, server: LocalTenantServer): () => void {
  if (file === undefined) return () => {};
  if (state) usable(() => restoreState(server, state, file));
  return usable(() => keepState(server, file, warn));
}

/** @param loadAgain loads the sources again; `undefined`: there are none */
function present(report: Report, { state }: RunOptions, loadAgain: (() => Report) | undefined): void {
  say(formatFirstScreen(report, painter(process.stdout)));
  if (state !== undefined) say(`\nKept between runs in ${state}, which holds secrets.`);
  const again = process.stdin.isTTY ? loadAgain : undefined;
  say(`\n${again ? "Enter loads the sources again; " : ""}Ctrl-C stops it.`);
  if (again) loadOnEnter(again);
}

function modulesOf([source]: readonly string[], { modules }: RunOptions): string {
  if (modules === undefined) return source === undefined ? process.cwd() : folderOf(source);
  if (existsSync(modules)) return modules;
  throw new LocalTenantError(`There is no folder ${modules}, which --modules names.`);
}

/** A file that the user named is theirs to fix; anything else exits with 1. */
function usable<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (error instanceof LocalTenantError) throw new LocalTenantError(error.message, notReady);
    throw error;
  }
}

async function stoppingOnError<Result>(server: LocalTenantServer, act: () => Result): Promise<Result> {
  try {
    return act();
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Resolves at the first signal to stop. The second one ends the process at once. */
function signalled(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => resolve());
  });
}

/** The edit loop. */
function loadOnEnter(load: () => Report): void {
  createInterface({ input: process.stdin }).on("line", () => {
    try {
      const report = load();
      const changed = [...report.loaded.changed, ...report.loaded.otherChanges];
      say(changed.length > 0 ? printable(`Loaded: ${changed.join(", ")}.`) : "Nothing has changed.");
      for (const line of remarks(report)) say(line);
    } catch (error) {
      say(printableLines(error instanceof Error ? error.message : String(error)).join("\n"));
    }
  });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A request that is refused may have any text in it. */
function warn(sentence: string): void {
  process.stderr.write(`${printable(sentence)}\n`);
}
