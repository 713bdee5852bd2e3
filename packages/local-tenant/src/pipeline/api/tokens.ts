import { limits } from "../limits";
import type { ApiScope, Namespace } from "./scope";

/** `api.idToken`: recorded; the local tenant's tokens are not its subject. */
export function idToken({ api }: ApiScope): Namespace {
  return {
    setCustomClaim: (name: unknown) => {
      requireClaimName(name);
      return api();
    },
  };
}

/** `api.accessToken`: checked and recorded. */
export function accessToken({ api }: ApiScope): Namespace {
  let changes = 0;
  const changeScope = (scope: unknown) => {
    if (typeof scope !== "string" || !/^\S+$/.test(scope) || scope.length > limits.scope.characters) {
      throw new Error(`A scope must be 1 to ${limits.scope.characters} characters without whitespace`);
    }
    changes += 1;
    if (changes > limits.scope.changes) throw new Error(`At most ${limits.scope.changes} scopes can be changed`);
  };
  return {
    setCustomClaim: (name: unknown) => {
      requireClaimName(name);
      return api();
    },
    addScope: changeScope,
    removeScope: changeScope,
  };
}

function requireClaimName(name: unknown): void {
  if (typeof name !== "string" || name === "") throw new Error("The name of a custom claim must be a non-empty string");
  if (name === "scope")
    throw new Error('The claim "scope" cannot be set; use api.accessToken.addScope and removeScope');
}
