import { createRequire, isBuiltin } from "node:module";
import type { TriggerId } from "../actions";
import {
  actionDoesNotLoad,
  actionHandlerNotAsync,
  actionTextNotNormal,
  actionTooLarge,
  actionWithoutHandler,
} from "../errors";
import { compileAsAuth0 } from "./compile-as-auth0";

/** Bytes of code that Auth0 takes for one Action (Auth0 docs, Actions limitations: 100 kB). */
const maxBytes = 100_000;
const handlers: Readonly<Record<TriggerId, string>> = {
  "post-login": "onExecutePostLogin",
  "custom-phone-provider": "onExecuteCustomPhoneProvider",
  "password-reset-post-challenge": "onExecutePostChallenge",
};

/**
 * Loads a finished bundle as Auth0 does and looks at what it exports.
 * @param source the source file, for messages.
 * @throws UserError when the code is too large, would not arrive unchanged, does not load, or has no async handler.
 */
export function checkBundle(code: string, source: string, trigger: TriggerId): void {
  const handler = handlers[trigger];
  const bytes = Buffer.byteLength(code);
  if (bytes > maxBytes) throw actionTooLarge(source, bytes, maxBytes);
  if (code.normalize("NFC") !== code) throw actionTextNotNormal(source);
  const exported = load(code, source);
  if (exported[handler] === undefined) throw actionWithoutHandler(source, trigger, handler, Object.keys(exported));
  if (Object.prototype.toString.call(exported[handler]) !== "[object AsyncFunction]") {
    throw actionHandlerNotAsync(source, handler);
  }
}

function load(code: string, source: string): Record<string, unknown> {
  const module = { exports: {} as Record<string, unknown> };
  try {
    const run = compileAsAuth0(code, source);
    run(module, module.exports, requireForCheck, silentConsole);
  } catch (error) {
    throw actionDoesNotLoad(source, (error as Error | undefined)?.message ?? String(error));
  }
  return module.exports;
}

const nodeRequire = createRequire(__filename);
const silentConsole = Object.fromEntries(["log", "info", "warn", "error", "debug"].map((name) => [name, () => {}]));

/** Dependencies are stood in for: what a check at build time needs of them is that they don't get in the way. */
function requireForCheck(id: string): unknown {
  return isBuiltin(id) ? nodeRequire(id) : anything();
}

function anything(): unknown {
  return new Proxy(function anything() {}, {
    get: (_, key) => (key === Symbol.toPrimitive ? () => "" : anything()),
    apply: () => anything(),
    construct: () => anything() as object,
  });
}
