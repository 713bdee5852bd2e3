import { Hono } from "hono";
import { type Clock, systemClock } from "../support/clock";
import { noForeignPage, ownHost } from "../support/own-host";
import type { AppEnv } from "./context";
import type { Account } from "./credentials";
import { Faults } from "./faults";
import { mount } from "./mount";
import { RateLimit } from "./rate-limit";
import { type ServiceSeed, Store } from "./store";

/** Requests a minute that an account has for attempts and their summary (Twilio docs, Verification Attempts). */
const ATTEMPTS_PER_MINUTE = 100;

/** What a local Verify is built with. */
export interface VerifyOptions {
  /** Where time comes from: expiry and dates. `undefined` means the machine's. */
  clock?: Clock;
  /** Who may authenticate. */
  accounts: readonly Account[];
  /** The Verify Services to start with. */
  services: readonly ServiceSeed[];
  /**
   * Told once, in a sentence without anything personal, of each route or parameter that the local Verify doesn't know.
   * `undefined` means `console.warn`.
   */
  warn?: (sentence: string) => void;
  /** Called after each request. */
  changed?: () => void;
}

/** A local Twilio Verify v2. */
export interface Verify {
  /** To be served with `@hono/node-server`, over http or https: faults need its socket. */
  app: Hono<AppEnv>;
  /** The state, for programs to read. */
  store: Store;
  faults: Faults;
  /** Back to the seeds: no verifications, attempts, messages, requests or faults. */
  reset(): void;
}

/** Builds a local Twilio Verify. It listens to nothing by itself. */
export function createVerify(options: VerifyOptions): Verify {
  const clock = options.clock ?? systemClock;
  const { accounts } = options;
  const store = new Store(clock, options.services);
  const faults = new Faults();
  const app = new Hono<AppEnv>();
  const attemptsLimit = new RateLimit(ATTEMPTS_PER_MINUTE);
  app.use(async (_, next) => {
    await next();
    options.changed?.();
  });
  app.use(ownHost, noForeignPage);
  mount(app, { clock, accounts, store, faults, attemptsLimit, warn: once(options.warn ?? console.warn) });
  return {
    app,
    store,
    faults,
    reset() {
      faults.clear();
      attemptsLimit.reset();
      store.reset();
    },
  };
}

function once(warn: (sentence: string) => void): (sentence: string) => void {
  const said = new Set<string>();
  return (sentence) => {
    if (said.has(sentence)) return;
    said.add(sentence);
    warn(sentence);
  };
}
