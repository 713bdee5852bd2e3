import type { FactorSelector, MfaCommand } from "../commands";
import { limits } from "../limits";
import type { ApiScope, Namespace } from "./scope";

/** `api.authentication`: commands are queued unchecked, as on the platform, and carried out after the Action. */
export function authentication(scope: ApiScope): Namespace {
  const { outcome } = scope;
  const queue = (command: MfaCommand["command"], method: string, factors: unknown[]) => {
    outcome.commands.push({ command, method, action: scope.action, factors: factors.map(toSelector) });
  };
  return {
    challengeWith: (factor: unknown, options: unknown) =>
      queue("challenge", "challengeWith", [factor, ...additionalFactors(options)]),
    challengeWithAny: (factors: unknown) => queue("challenge", "challengeWithAny", list(factors)),
    enrollWith: (factor: unknown, options: unknown) =>
      queue("enroll", "enrollWith", [factor, ...additionalFactors(options)]),
    enrollWithAny: (factors: unknown) => queue("enroll", "enrollWithAny", list(factors)),
    recordMethod: () => {
      throw new Error("api.authentication.recordMethod is only available in onContinuePostLogin.");
    },
    setPrimaryUser: (userId: unknown) => setPrimaryUser(scope, userId),
  };
}

/** `api.multifactor`: asks for MFA after all Actions, where no Action can see its answer. The last call stands. */
export function multifactor({ outcome, api }: ApiScope): Namespace {
  return {
    enable: (provider: unknown) => {
      outcome.multifactorProvider = String(provider);
      return api();
    },
  };
}

function setPrimaryUser({ outcome, primaryUserChanged }: ApiScope, userId: unknown): void {
  if (primaryUserChanged || outcome.effects.some((effect) => effect.kind === "primary_user")) {
    throw new Error("The primary user can only be altered once per transaction");
  }
  if (typeof userId !== "string" || userId === "") {
    throw new Error("The provided primary_user_id must be a non-empty string");
  }
  if (userId.length > limits.userIdCharacters) {
    throw new Error("The provided primary_user_id exceeds the maximum length.");
  }
  outcome.effects.push({ kind: "primary_user", userId });
}

function toSelector(factor: unknown): FactorSelector {
  const { type, options } = (factor ?? {}) as { type?: unknown; options?: { preferredMethod?: unknown } };
  const preferredMethod = options?.preferredMethod;
  return {
    type: type === "push" ? "push-notification" : String(type),
    ...(preferredMethod === undefined ? {} : { preferredMethod: String(preferredMethod) }),
  };
}

function additionalFactors(options: unknown): unknown[] {
  return list((options as { additionalFactors?: unknown } | undefined)?.additionalFactors);
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
