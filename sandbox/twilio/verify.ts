import { Hono } from "hono";
import { type Clock, systemClock } from "../clock";
import type { AppEnv } from "./context";
import { type Account, SANDBOX_ACCOUNT, SANDBOX_SERVICE_SID } from "./credentials";
import { Faults } from "./faults";
import { mount } from "./mount";
import { type ServiceSeed, Store } from "./store";

export interface VerifyOptions {
  /** Where time comes from: expiry and dates. `undefined` means the machine's. */
  clock?: Clock;
  /** Who may authenticate. `undefined` means {@link SANDBOX_ACCOUNT} alone. */
  accounts?: readonly Account[];
  /** The Verify Services to start with. `undefined` means one, {@link SANDBOX_SERVICE_SID} of the sandbox account. */
  services?: readonly ServiceSeed[];
  /**
   * Told once, in a sentence without anything personal, of each route or parameter that the local Verify doesn't know.
   * `undefined` means `console.warn`.
   */
  warn?: (sentence: string) => void;
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
export function createVerify(options: VerifyOptions = {}): Verify {
  const clock = options.clock ?? systemClock;
  const accounts = options.accounts ?? [SANDBOX_ACCOUNT];
  const services = options.services ?? [{ sid: SANDBOX_SERVICE_SID, accountSid: SANDBOX_ACCOUNT.sid }];
  const store = new Store(clock, services);
  const faults = new Faults();
  const app = new Hono<AppEnv>();
  mount(app, { clock, accounts, store, faults, warn: options.warn ?? console.warn });
  return {
    app,
    store,
    faults,
    reset() {
      faults.clear();
      store.reset();
    },
  };
}
