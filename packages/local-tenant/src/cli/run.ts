import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { testEnvironment } from "../credentials/test-environment";
import { type LocalTenantServer, randomCredentials, startServer, verifyVariables } from "../server";
import type { TenantDocument } from "../sources";
import { folderOf, readSecretsFile, readSources, readUsersFile } from "../sources";
import { LocalTenantError } from "../support/local-tenant-error";
import { printable, printableJson, printableLines } from "../support/printable";
import { userDir } from "../support/user-dir";
import { painter } from "../terminal/paint";
import { endOnEndlessLoop } from "./endless-loop";
import { runCommand } from "./exec";
import { formatFirstScreen, remarks } from "./first-screen";
import { defaultPort, notReady } from "./options";
import { type Report, reportOn } from "./report";
import { keepState, readState, restoreState } from "./state-file";

export interface RunOptions {
  /** The tenant's; Verify and the console have the next two. Default: 8443, or free ones and no console for a command. */
  port?: number;
  json?: true;
  exec?: string;
  users?: string;
  state?: string;
  modules?: string;
  secrets?: string;
  config?: string;
}

/**
 * Starts a tenant, loads the sources and stays up, or runs a command and ends with its exit code. `startedAt`: when the
 * program began, by `performance.now()`.
 */
export async function runTenant(sources: readonly string[], options: RunOptions, startedAt: number): Promise<void> {
  const secrets = usable(() => options.secrets && readSecretsFile(options.secrets)) || undefined;
  const users = usable(() => options.users && readUsersFile(options.users)) || undefined;
  const state = usable(() => options.state && readState(options.state)) || undefined;
  const credentials = { ...randomCredentials(), ...state?.credentials };
  const { config } = options;
  const read = (): TenantDocument =>
    usable(() =>
      readSources(sources, {
        environment: process.env,
        known: verifyVariables(credentials.verify),
        ...(secrets && { secrets }),
        ...(config && { config }),
      }),
    );
  // What is wrong with a source is said before anything listens. It is read once: a pipe has its content once.
  const document = read();

  const port = options.port ?? (options.exec === undefined ? defaultPort : 0);
  const ports = port === 0 ? { management: 0, verify: 0 } : { management: port, verify: port + 1 };
  const modules = usable(() => modulesOf(sources, options));
  const server = await startServer({
    ports: { ...ports, ...(options.exec === undefined && { console: port + 2 }) },
    dir: userDir(),
    warn,
    modules,
    ...(users && { users }),
    credentials,
  });
  const keepLast = await stoppingOnError(server, () => {
    const { state: file } = options;
    if (file === undefined) return () => {};
    if (state) usable(() => restoreState(server, state, file));
    return usable(() => keepState(server, file, warn));
  });
  const stop = async () => {
    try {
      usable(keepLast);
    } finally {
      await server.stop();
    }
  };
  const load = (loaded: TenantDocument): Report =>
    reportOn(server, loaded, server.load(loaded), Math.round(performance.now() - startedAt));
  const report = await stoppingOnError(server, () => load(document));
  endOnEndlessLoop("local-tenant");

  if (options.json) process.stdout.write(`${printableJson(report)}\n`);
  if (options.exec !== undefined) {
    for (const line of remarks(report).filter((text) => text !== "")) warn(line);
    process.exitCode = await runCommand(options.exec, testEnvironment(server));
    await stop();
    process.exit();
  }
  const stopping = signalled();
  if (!options.json) {
    say(formatFirstScreen(report, painter(process.stdout)));
    if (options.state !== undefined) say(`\nKept between runs in ${options.state}, which holds secrets.`);
    const again = process.stdin.isTTY && sources.length > 0;
    say(`\n${again ? "Enter loads the sources again; " : ""}Ctrl-C stops it.`);
    if (again) loadOnEnter(() => load(read()));
  }
  await stopping;
  await stop();
  process.exit(0);
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
