import { AsyncLocalStorage } from "node:async_hooks";
import { Console } from "node:console";
import { Writable } from "node:stream";
import { format } from "node:util";
import { limits } from "./limits";

/** One captured call of a console method. */
export interface ConsoleLine {
  level: string;
  text: string;
}

/**
 * What one execution of an Action prints, at most 256 KiB. It is read when the handler has settled; what code left
 * running prints after that reaches nobody, as on the platform.
 */
export class ConsoleCapture {
  readonly lines: ConsoleLine[] = [];
  #bytesLeft: number = limits.console.bufferBytes;

  write(level: string, text: string): void {
    if (this.#bytesLeft <= 0) return;
    const bytes = Buffer.from(text);
    const kept = bytes.length <= this.#bytesLeft ? text : bytes.subarray(0, this.#bytesLeft).toString();
    // The platform's buffer holds the line end too.
    this.#bytesLeft -= bytes.length + 1;
    this.lines.push({ level, text: kept });
  }
}

/**
 * Which execution a piece of Action code runs for. An instance serves many logins at once, so its one console finds
 * the right capture here; floating promises are attributed by it, too.
 */
export const currentExecution = new AsyncLocalStorage<{ console: ConsoleCapture; floating(reason: unknown): void }>();

/** The `console` that is handed to an Action: node's, with every line going to the capture of the current execution. */
export function createActionConsole(): Console {
  const capture = (level: string, text: string) => currentExecution.getStore()?.console.write(level, text);
  const sink = (level: string) =>
    new Writable({
      write(chunk, _encoding, done) {
        capture(level, String(chunk).replace(/\n$/, ""));
        done();
      },
    });
  // No colours, whatever FORCE_COLOR says of the terminal that the local tenant itself runs in.
  const actionConsole = new Console({ stdout: sink("log"), stderr: sink("error"), colorMode: false });
  for (const level of ["log", "info", "warn", "error", "trace", "debug"] as const) {
    actionConsole[level] = (...args: unknown[]) => capture(level, format(...args));
  }
  return actionConsole;
}
