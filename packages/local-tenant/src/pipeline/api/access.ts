import { limits } from "../limits";
import type { ApiScope, Namespace } from "./scope";

/** `api.access`: a denial counts when the Action has finished; the last reason stands. */
export function access({ outcome, api }: ApiScope): Namespace {
  return {
    deny: (reason: unknown) => {
      outcome.denied = String(reason);
      return api();
    },
  };
}

/** `api.validation`: refuses the login with the message; the code is kept in the timeline only. */
export function validation({ outcome, api }: ApiScope): Namespace {
  return {
    error: (code: unknown, message: unknown) => {
      requireShort("errorCode", code);
      requireShort("errorMessage", message);
      outcome.denied = String(message);
      return api();
    },
  };
}

function requireShort(name: string, value: unknown): void {
  if (typeof value === "string" && value.length <= limits.validationErrorCharacters) return;
  throw new Error(`${name} must be a string of at most ${limits.validationErrorCharacters} characters`);
}
