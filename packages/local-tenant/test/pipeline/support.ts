import {
  ActionInstances,
  type DeployedAction,
  type Effect,
  type FactorType,
  type LoginContext,
  PipelineExecution,
  type PipelineOptions,
  type PostLoginEvent,
  type TimelineEntry,
} from "../../src/pipeline";
import { ManualClock } from "../../src/support/clock";

/** An Action whose handler has this body. */
export function action(name: string, body: string, more: Partial<DeployedAction> = {}): DeployedAction {
  return source(name, `exports.onExecutePostLogin = async (event, api) => { ${body} };`, more);
}

/** An Action with this source. */
export function source(name: string, code: string, more: Partial<DeployedAction> = {}): DeployedAction {
  return { id: name, name, versionId: "1", code, runtime: "node22", secrets: {}, dependencies: [], ...more };
}

/** A login of a user who has these factors; `effects` collects what the tenant is told to write. */
export interface TestLogin extends LoginContext {
  effects: Effect[];
  enrolled: FactorType[];
  document: PostLoginEvent;
}

export function login(more: Partial<TestLogin> = {}): TestLogin {
  const context: TestLogin = {
    interaction: "interactive",
    effects: [],
    enrolled: ["phone"],
    document: { user: { user_id: "auth0|1", app_metadata: {}, user_metadata: {} }, request: {}, session: { id: "s1" } },
    event: () => context.document,
    enrolledFactors: () => context.enrolled,
    enabledFactors: () => ["phone", "otp", "email", "recovery-code"],
    policy: () => "never",
    customizeMfa: () => true,
    apply: (effect) => context.effects.push(effect),
    ...more,
  };
  return context;
}

export function pipeline(
  actions: DeployedAction[],
  context: LoginContext = login(),
  more: Partial<PipelineOptions> & { instances?: ActionInstances } = {},
): PipelineExecution {
  return new PipelineExecution({
    actions,
    context,
    clock: new ManualClock(),
    instances: new ActionInstances(),
    ...more,
  });
}

type ActionEntry = Extract<TimelineEntry, { kind: "action" }>;

/** The entries of the Actions that have run. */
export function actionEntries(execution: PipelineExecution): ActionEntry[] {
  return execution.timeline.filter((entry): entry is ActionEntry => entry.kind === "action");
}

/** What the Actions printed, one text a line. */
export function printed(execution: PipelineExecution): string[] {
  return actionEntries(execution).flatMap((entry) => entry.console.map((line) => line.text));
}

/** Runs Actions and returns what they printed, parsed: each prints one JSON value. */
export async function observe(actions: DeployedAction[], context: LoginContext = login()): Promise<unknown[]> {
  const execution = pipeline(actions, context);
  await execution.run();
  const failed = actionEntries(execution).find((entry) => entry.error);
  if (failed) throw new Error(failed.error);
  return printed(execution).map((text) => JSON.parse(text));
}

/** Runs one Action that calls `expression` and returns the message it throws, `undefined` when it does not. */
export async function thrownBy(expression: string, context: LoginContext = login()): Promise<string | undefined> {
  const body = `let message = null; try { ${expression} } catch (error) { message = error.message } console.log(JSON.stringify(message));`;
  const [message] = await observe([action("probe", body)], context);
  return (message as string | null) ?? undefined;
}
