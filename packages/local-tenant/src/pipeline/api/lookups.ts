import type { ApiScope, Namespace } from "./scope";

/** `api.cache`: one cache for all Actions of the trigger. */
export function cache({ cache: store, clock }: Pick<ApiScope, "cache" | "clock">): Namespace {
  return {
    get: (key: string) => store.get(key, clock.now()),
    set: (key: string, value: string, options: unknown) => store.set(key, value, options, clock.now()),
    delete: (key: string) => store.delete(key),
  };
}

/** `api.rules`: the local tenant has no Rules. */
export function rules(): Namespace {
  return { wasExecuted: () => false };
}

/** `api.groups`: the local tenant has no groups, so every answer is empty. */
export function groups(): Namespace {
  return {
    getUserGroups: async (params: unknown) => {
      requirePage(params);
      return { groups: [] };
    },
    hasGroupMembership: async (asked: unknown) => {
      requireNames("groups", asked);
      return { memberships: {} };
    },
  };
}

/** `api.roles`: the local tenant has no roles, so every answer is empty. */
export function roles(): Namespace {
  const lookup = (parameter: string) => async (asked: unknown) => {
    requireNames(parameter, asked);
    return { roles: [] };
  };
  return {
    getUserEffectiveRoles: async (params: unknown) => {
      requirePage(params);
      return { roles: [] };
    },
    getUserEffectiveRolesByIds: lookup("ids"),
    getUserEffectiveRolesByNames: lookup("names"),
  };
}

function requirePage(params: unknown): void {
  const { from, take } = (params ?? {}) as { from?: unknown; take?: unknown };
  if (from !== undefined && typeof from !== "string") {
    throw new Error('The "from" parameter must be a string if provided.');
  }
  if (take !== undefined && !(Number.isInteger(take) && (take as number) > 0)) {
    throw new Error('The "take" parameter must be a positive integer if provided.');
  }
}

function requireNames(parameter: string, asked: unknown): void {
  if (Array.isArray(asked) && asked.length > 0) return;
  throw new Error(`The "${parameter}" parameter must be a non-empty array of strings.`);
}
