import { createRequire } from "node:module";
import { format } from "node:util";
import { createContext, Script } from "node:vm";
import type { VirtualClock } from "./clock";
import { currentRun, type Run } from "./https";

type Handler = (event: object, api: object) => Promise<void>;

export interface Platform {
  clock: VirtualClock;
  /** Milliseconds that this instance's clock is ahead of the one that stamps the methods. */
  aheadMs: number;
  https: object;
  /** Takes timers and `performance` from Node, for runs over real connections. */
  realTime: boolean;
}

const nodeRequire = createRequire(__filename);

/** An instance of one Action: its code in a realm of its own, loaded at the first run and kept. */
export class Instance {
  private handler?: Handler;

  constructor(
    private readonly code: string,
    private readonly platform: Platform,
  ) {}

  /** Rejects as the Action does. */
  run(run: Run, event: object, api: object): Promise<void> {
    return currentRun.run(run, async () => {
      this.handler ??= load(this.code, this.platform);
      await this.handler(event, api);
    });
  }
}

function load(code: string, platform: Platform): Handler {
  const context = createContext(globals(platform));
  const wrapper = new Script(`(function (module, exports, require) {${code}\n})`).runInContext(context);
  const module = { exports: {} as { onExecutePostLogin?: Handler } };
  wrapper(module, module.exports, (id: string) =>
    id === "node:https" || id === "https" ? platform.https : nodeRequire(id),
  );
  const handler = module.exports.onExecutePostLogin;
  if (!handler) throw new Error("The bundle has no onExecutePostLogin.");
  return handler;
}

function globals({ clock, aheadMs, realTime }: Platform): object {
  const say = (...args: unknown[]) => {
    currentRun.getStore()?.lines.push(format(...args));
  };
  const timers = realTime
    ? { setTimeout, clearTimeout, performance }
    : {
        setTimeout: clock.setTimeout,
        clearTimeout: clock.clearTimeout,
        performance: { now: () => clock.elapsed },
      };
  return {
    ...timers,
    Date: dateOf(() => clock.now + aheadMs),
    console: { log: say, info: say, warn: say, error: say, debug: say, trace: say },
    process,
    Buffer,
    URL,
    URLSearchParams,
    TextEncoder,
    TextDecoder,
    AbortController,
    queueMicrotask,
    setImmediate,
    structuredClone,
  };
}

function dateOf(now: () => number): typeof Date {
  return class extends Date {
    constructor(...args: []) {
      if (args.length === 0) super(now());
      else super(...args);
    }
    static override now(): number {
      return now();
    }
  } as typeof Date;
}
