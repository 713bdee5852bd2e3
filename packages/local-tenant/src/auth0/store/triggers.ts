import { PlatformError } from "./errors";

/** One row of the trigger catalogue. */
export interface Trigger {
  id: string;
  version: string;
  /** `entity-bound` triggers have no list of bindings. */
  bindingPolicy: "trigger-bound" | "entity-bound";
  runtimes: readonly string[];
  compatible: readonly { id: string; version: string }[];
}

const RUNTIMES = ["node18-actions", "node22"];

function bound(id: string, version: string, compatible: Trigger["compatible"] = []): Trigger {
  return { id, version, bindingPolicy: "trigger-bound", runtimes: RUNTIMES, compatible };
}

function entity(id: string, runtimes: readonly string[] = ["node22"]): Trigger {
  return { id, version: "v1", bindingPolicy: "entity-bound", runtimes, compatible: [] };
}

/**
 * The current triggers: the platform's own `GET /actions/triggers` without the deprecated ones, and the two of identifiers,
 * which the vendor's tools know and bind.
 */
export const TRIGGERS: readonly Trigger[] = [
  bound("post-login", "v3", [{ id: "post-login", version: "v2" }]),
  bound("credentials-exchange", "v2"),
  bound("pre-user-registration", "v2"),
  bound("post-user-registration", "v2"),
  bound("post-change-password", "v2"),
  bound("send-phone-message", "v2"),
  bound("password-reset-post-challenge", "v1"),
  bound("login-post-identifier", "v1"),
  bound("signup-post-identifier", "v1"),
  bound("custom-phone-provider", "v1"),
  bound("custom-email-provider", "v1"),
  entity("custom-token-exchange", ["node18", "node22"]),
  entity("event-stream"),
  entity("password-hash-migration"),
  entity("mcp-tool"),
];

/** The triggers that have a list of bindings. */
export const bindableTriggers = TRIGGERS.filter(({ bindingPolicy }) => bindingPolicy === "trigger-bound");

/** The catalogue row of a trigger. @throws PlatformError 404 for a trigger that does not exist. */
export function triggerById(id: string): Trigger {
  const trigger = TRIGGERS.find((candidate) => candidate.id === id);
  if (!trigger) throw new PlatformError(404, `The trigger ${id} does not exist.`);
  return trigger;
}

/**
 * Checks the trigger and the runtime an Action asks for.
 * `node18` is taken for `node18-actions`, as the platform's clients use both.
 * @throws PlatformError 400 for an unknown trigger, a version it never had, or a runtime it does not run.
 */
export function checkTrigger(ref: { id: string; version: string }, runtime: string): void {
  const trigger = TRIGGERS.find((candidate) => candidate.id === ref.id);
  const known =
    trigger !== undefined &&
    (trigger.version === ref.version || trigger.compatible.some((c) => c.version === ref.version));
  if (!known) throw new PlatformError(400, `The trigger ${ref.id} with version ${ref.version} does not exist.`);
  const runtimes = trigger.runtimes.map((name) => name.replace("-actions", ""));
  if (!runtimes.includes(runtime.replace("-actions", ""))) throw new PlatformError(400, "runtime is not supported");
}
