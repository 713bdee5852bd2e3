import type { Problem } from "./problem";

/** What a deploy changes: the Actions and the trigger's binding. */
const CHANGING = ["create:actions", "update:actions", "delete:actions"];

/** @param granted undefined when the token does not say its scopes; then only reading has shown what is missing. */
export function missingScopes(
  unreadable: ReadonlySet<string>,
  granted: readonly string[] | undefined,
  changes: boolean,
): Problem[] {
  const unchangeable = changes && granted ? CHANGING.filter((scope) => !granted.includes(scope)) : [];
  const missing = [...[...unreadable].sort(), ...unchangeable];
  if (missing.length === 0) return [];
  const purpose = unreadable.size === 0 ? "a deploy would stop halfway" : "preflight can't look at everything";
  return [
    {
      check: "scopes",
      what: `The credentials lack ${missing.length === 1 ? "a scope" : "scopes"} of the Management API, so ${purpose}: ${missing.join(", ")}.`,
      where:
        "Auth0 dashboard: Applications, APIs, Auth0 Management API, Machine to Machine Applications, the application",
      fix: "Tick each of them there and press Update.",
    },
  ];
}
