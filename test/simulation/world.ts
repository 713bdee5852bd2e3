import type { Duplex } from "node:stream";
import { type ActionKey, actionKeys } from "../../stacks/actions";
import { bundleActions, type CompiledActions } from "../../stacks/bundling";
import { secretNames } from "../../stacks/secret-forms";
import { VirtualClock } from "./clock";
import type { Tenant } from "./event";
import { behaviour } from "./faults";
import { type Server, serve } from "./http-server";
import { virtualHttps } from "./https";
import { Instance } from "./instance";
import type { ActionRun } from "./login";
import { Management, machineClient } from "./management";
import type { Person } from "./people";
import { type Random, random } from "./random";
import { anyTenant, type Settings } from "./tenant-settings";
import { Verify } from "./verify";
import { verifyService } from "./verify-service";

/** Ordinary: the proven number is the enrolled one, and clocks agree. Hostile: anything, under the settings' defaults. */
export type Population = "ordinary" | "hostile";

/** Real connections in place of those of this process. */
export interface RealServer {
  /** Of Verify and of the tenant, as `localhost` and a port. */
  host: string;
  https: object;
  /** Has each connection served by `accept`. */
  onConnection(accept: (socket: Duplex) => void): void;
}

export interface WorldOptions {
  seed: number;
  episode: number;
  population: Population;
  /** Whether the tenant looks up the number that is enrolled. */
  looksUp: boolean;
  compiled: CompiledActions;
  /** Changes the code of an Action, to see whether the simulation notices. */
  plant?: (action: ActionKey, code: string) => string;
  /** Answers within milliseconds, as a run in real time needs it. Default: false. */
  brief?: boolean;
  real?: RealServer;
}

/** One tenant with its Actions, its Verify and its time. */
export interface World {
  population: Population;
  random: Random;
  clock: VirtualClock;
  verify: Verify;
  looksUp: boolean;
  management: Management;
  people: Person[];
  settings: Settings;
  tenant: Tenant;
  real: boolean;
  /** Milliseconds that the Actions' clock is ahead of the one that stamps the methods. */
  aheadMs: number;
  /** The instance that runs an Action now; a cold one now and then. */
  instance(action: ActionKey): Instance;
  /** Makes a run's requests known to Verify. */
  enter(run: ActionRun): void;
}

/** How many of the requests meet one. */
const FAULTS = 0.12;

export function createWorld(options: WorldOptions): World {
  const { seed, episode, population, looksUp, compiled, plant, brief = false, real } = options;
  const choose = random(seed, episode, "world");
  const network = random(seed, episode, "network");
  const clock = new VirtualClock();
  const verify = new Verify();
  const runs = new Map<number, ActionRun>();
  const people: Person[] = [];
  const tenant = anyTenant(choose, {
    defaults: population === "hostile",
    looksUp,
    brief,
    host: real?.host,
  });
  const { settings, credentials } = tenant;
  const behaviourOf = ({ login, action }: ActionRun, request: string, number: string) =>
    behaviour(random(seed, login, action, request), number, FAULTS, brief);
  const poor = looksUp && choose.chance(0.15);
  const management = new Management({
    clock,
    domain: tenant.domain,
    random: choose,
    revokes: ({ login, reads }) => random(seed, login, "revokes", reads.length).chance(0.04),
    overQuota: ({ login, reads }) => poor && random(seed, login, "quota", reads.length).chance(0.5),
    people: () => people,
    masks: looksUp && population === "hostile" && choose.chance(0.2),
    behaviourOf,
  });
  const askVerify = verifyService({ clock, verify, behaviourOf });
  const server: Server = {
    wait: real ? (ms, then) => void setTimeout(then, ms) : (ms, then) => void clock.setTimeout(then, ms),
    take: (request) => {
      const run = runs.get(request.run);
      if (!run) throw new Error(`A request of no Action: ${request.method} ${request.path}`);
      return request.path.startsWith("/v2/") ? askVerify(request, run) : management.take(request, run);
    },
  };
  const accept = (socket: Duplex) => serve(socket, server, () => clock.now);
  real?.onConnection(accept);

  const code = bundleActions(tenant, compiled);
  const aheadMs =
    population === "ordinary" ? choose.int(-2000, 2000) : choose.pick([0, 0, 5_000, -5_000, 90_000, -90_000, 600_000]);
  const start = (action: ActionKey) =>
    new Instance(plant?.(action, code[action]) ?? code[action], {
      clock,
      aheadMs,
      https: real?.https ?? virtualHttps(clock, accept, () => network.int(5, 90)),
      realTime: real !== undefined,
    });
  const instances = new Map<ActionKey, Instance>(actionKeys.map((action) => [action, start(action)]));

  const twilio = secrets(choose, secretNames(credentials));
  const noSecrets = Object.fromEntries(actionKeys.map((action) => [action, {}])) as World["tenant"]["secrets"];
  return {
    population,
    random: choose,
    clock,
    verify,
    settings,
    looksUp,
    management,
    people,
    tenant: {
      secrets: {
        ...noSecrets,
        passwordlessFeedback: twilio,
        mfaFeedback: looksUp ? { ...twilio, ...machineClient } : twilio,
      },
      hasSessionMetadata: choose.chance(0.7),
    },
    real: real !== undefined,
    aheadMs,
    instance: (action) => {
      if (choose.chance(0.01)) instances.set(action, start(action));
      return instances.get(action)!;
    },
    enter: (run) => runs.set(run.id, run),
  };
}

function secrets(random: Random, names: string[]): Record<string, string> {
  const hex = () => Array.from({ length: 32 }, () => random.int(0, 15).toString(16)).join("");
  const forms: Record<string, () => string> = {
    TWILIO_ACCOUNT_SID: () => `AC${hex()}`,
    TWILIO_API_KEY: () => `SK${hex()}`,
    TWILIO_VERIFY_SID: () => `VA${hex()}`,
  };
  return Object.fromEntries(names.map((name) => [name, (forms[name] ?? hex)()]));
}
