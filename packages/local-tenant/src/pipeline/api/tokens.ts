import { limits } from "../limits";
import { snapshot } from "../timeline";
import type { ApiScope, Namespace } from "./scope";

/** `api.idToken`: collected, for the tokens that an application gets at the end. */
export function idToken({ api, outcome }: ApiScope): Namespace {
  return {
    setCustomClaim: (name: unknown, value: unknown) => {
      const key = claimName(name);
      outcome.effects.push({ kind: "id_token_claim", key, value: snapshot(value) });
      return api();
    },
  };
}

/** `api.accessToken`: checked and collected. */
export function accessToken({ api, outcome }: ApiScope): Namespace {
  let changes = 0;
  const changeScope = (scope: unknown, value: boolean) => {
    if (typeof scope !== "string" || !/^\S+$/.test(scope) || scope.length > limits.scope.characters) {
      throw new Error(`A scope must be 1 to ${limits.scope.characters} characters without whitespace`);
    }
    changes += 1;
    if (changes > limits.scope.changes) throw new Error(`At most ${limits.scope.changes} scopes can be changed`);
    outcome.effects.push({ kind: "scope", key: scope, value });
  };
  return {
    setCustomClaim: (name: unknown, value: unknown) => {
      const key = claimName(name);
      outcome.effects.push({ kind: "access_token_claim", key, value: snapshot(value) });
      return api();
    },
    addScope: (scope: unknown) => changeScope(scope, true),
    removeScope: (scope: unknown) => changeScope(scope, false),
  };
}

function claimName(name: unknown): string {
  if (typeof name !== "string" || name === "") throw new Error("The name of a custom claim must be a non-empty string");
  if (name === "scope")
    throw new Error('The claim "scope" cannot be set; use api.accessToken.addScope and removeScope');
  return name;
}
