import { stateOf } from "../state/state-of";
import type { TenantState } from "../state/tenant-state";
import { assumptions, habits } from "./assumptions";
import type { ComparedTenant } from "./compared-tenant";
import type {
  ComparisonDocument,
  ComparisonEnd,
  ComparisonRequest,
  ComparisonRun,
  Side,
  SideResult,
} from "./comparison-document";
import { fraudGuardRule } from "./fraud-guard-model";
import { makePlan, type Plan } from "./plan";
import { reportingActions } from "./reporting-actions";
import { runPlan } from "./run-plan";
import { sideResult } from "./side-result";
import { startSideTenant } from "./side-tenant";

/** Why a comparison ended that somebody cancelled. */
class Cancelled extends Error {}

/** Lets the same people come to two copies of a tenant: one with the Actions that report to Verify, one without them. */
export class Comparison {
  #newest: ComparisonRun | undefined;
  #running: { cancel: AbortController; over: Promise<void> } | undefined;

  /** `changed` is called when there is something new to show. */
  constructor(
    private readonly server: ComparedTenant,
    private readonly changed: () => void,
  ) {}

  get document(): ComparisonDocument {
    return {
      reporting: reportingActions(this.server),
      model: { assumptions, habits, fraudGuardRule },
      newest: this.#newest ? structuredClone(this.#newest) : null,
    };
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Begins one in place of the last. */
  begin({ logins, seed, without }: ComparisonRequest): void {
    const started = performance.now();
    const run = { logins, seed, without, progress: { with: 0, without: 0 } };
    const cancel = new AbortController();
    this.#newest = { ...run, state: "running" };
    const over = this.#run(run, cancel).then((end) => {
      this.#newest = { ...run, ...end, tookMs: Math.round(performance.now() - started) };
      this.#running = undefined;
      this.changed();
    });
    this.#running = { cancel, over };
    this.changed();
  }

  /** Ends the one that runs, and waits until it is over. */
  async cancel(): Promise<void> {
    this.#running?.cancel.abort(new Cancelled());
    await this.#running?.over;
  }

  /** Counts up the `progress` of `run`. */
  async #run(
    run: ComparisonRequest & Pick<ComparisonRun, "progress">,
    cancel: AbortController,
  ): Promise<ComparisonEnd> {
    const { signal } = cancel;
    try {
      const plan = makePlan(run.logins, run.seed);
      const state = sideState(this.server, plan);
      const side = (name: Side) => {
        const skipped = name === "without" ? run.without : [];
        const onOver = () => {
          run.progress[name] += 1;
          this.changed();
        };
        return compareSide(this.server, withoutActions(state, skipped), plan, run.seed, { signal, onOver });
      };
      const sides = [side("with"), side("without")] as const;
      const [withThem, withoutThem] = await Promise.all(sides).catch(async (error) => {
        // A side that failed ends the other one, too.
        cancel.abort(error);
        await Promise.allSettled(sides);
        throw signal.reason;
      });
      return { state: "done", result: { with: withThem, without: withoutThem } };
    } catch (error) {
      if (error instanceof Cancelled) return { state: "cancelled" };
      return { state: "failed", error: error instanceof Error ? error.message : String(error) };
    }
  }
}

async function compareSide(
  server: ComparedTenant,
  state: TenantState,
  plan: Plan,
  seed: number,
  options: { signal: AbortSignal; onOver(): void },
): Promise<SideResult> {
  const tenant = await startSideTenant(server, state);
  try {
    const begin = tenant.clock.now();
    const results = await runPlan(tenant, plan, seed, options);
    return sideResult(results, tenant.verify.store.attempts, begin);
  } finally {
    await tenant.close();
  }
}

/** The tenant as it is, with the plan's people in the place of its own. */
function sideState(server: ComparedTenant, { users }: Plan): TenantState {
  const { sessions, signIns, clockAheadMs, ...state } = stateOf(server, { withLoaded: true });
  return { ...state, users, logStreams: [] };
}

function withoutActions(state: TenantState, names: readonly string[]): TenantState {
  const skipped = new Set(state.actions.filter(({ name }) => names.includes(name)).map(({ key }) => key));
  const bindings = state.bindings.map(({ trigger, actions }) => {
    return { trigger, actions: actions.filter(({ id }) => !skipped.has(id)) };
  });
  return { ...state, bindings };
}
