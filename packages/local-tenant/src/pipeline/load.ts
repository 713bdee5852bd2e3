import type { SourceMapPayload } from "node:module";
import { compileFunction } from "node:vm";
import { limits } from "./limits";
import { installedRoot, type ResolveDependency } from "./require";
import { inlineSourceMap } from "./source-maps";
import type { DeployedAction } from "./types";

/** The handlers that an Action may export, by its trigger; the first is what the trigger calls. */
const entrypoints = {
  "post-login": ["onExecutePostLogin", "onContinuePostLogin"],
  "custom-phone-provider": ["onExecuteCustomPhoneProvider"],
  "password-reset-post-challenge": ["onExecutePostChallenge", "onContinuePostChallenge"],
} as const;

/** The triggers whose Actions the local tenant runs. */
export type RunTrigger = keyof typeof entrypoints;

export const runTriggers = Object.keys(entrypoints) as RunTrigger[];

/** A handler as Auth0 calls it. */
export type ActionHandler = (event: unknown, api: unknown) => Promise<unknown>;

type ModuleFunction = (
  module: { exports: unknown },
  exports: unknown,
  require: unknown,
  console: unknown,
  ...globals: unknown[]
) => void;

/**
 * Compiles the source of an Action as the platform does: CommonJS with `module`, `exports`, `require` and `console`,
 * in the process's own realm (no sandbox: globals are shared between Actions).
 * @param file what stacks and debuggers call it
 * @param map for debuggers; `undefined`: the code is all that they see
 * @param globals names of further arguments, which hide the realm's own
 * @throws {SyntaxError} for code that does not parse; `import` and top-level `await` are such
 */
export function compileAction(
  code: string,
  file: string,
  map?: SourceMapPayload,
  globals: readonly string[] = [],
): ModuleFunction {
  const source = map ? code + inlineSourceMap(map) : code;
  return compileFunction(source, ["module", "exports", "require", "console", ...globals], {
    filename: file,
  }) as ModuleFunction;
}

/** What stacks and debuggers call an Action's code, as on the platform. */
export function actionFile(name: string): string {
  return `${name}.js`;
}

/**
 * The handler that an Action's exports hold, checked as the platform checks it: a native async function by its
 * constructor's name (which also holds between realms). Other exports are left alone, except handlers of other triggers.
 * @throws {Error} with the platform's own sentence
 */
export function handlerOf(exports: unknown, trigger: RunTrigger = "post-login"): ActionHandler {
  const known: readonly string[] = entrypoints[trigger];
  const [entrypoint] = entrypoints[trigger];
  if (typeof exports !== "object" || exports === null) throw new Error("The Action must export an object.");
  const stranger = Object.keys(exports).find((key) => /^on[A-Z]/.test(key) && !known.includes(key));
  if (stranger) {
    throw new Error(
      `The Action can only be called with valid methods. (exports.${stranger} is not one of ${trigger}.)`,
    );
  }
  const handler = (exports as Record<string, unknown>)[entrypoint];
  if (typeof handler === "function" && handler.constructor?.name === "AsyncFunction") return handler as ActionHandler;
  throw new Error(
    `Invalid function signature for the "${entrypoint}" handler. ` +
      `Use "exports.${entrypoint} = async function(event, api) { }" as the signature.`,
  );
}

/**
 * Why logins can't run an Action's code: it is too long or does not parse. Empty when it is neither.
 * Exports are not looked at, since the code is not run; a wrong handler shows at the first login, as on the platform.
 */
export function validateAction(code: string): string[] {
  const problems: string[] = [];
  const bytes = Buffer.byteLength(code);
  if (bytes > limits.codeBytes) problems.push(`The code is ${bytes} bytes; an Action may have ${limits.codeBytes}.`);
  try {
    compileAction(code, actionFile("action"));
  } catch (error) {
    const { message, stack = "" } = error as Error;
    const line = /^action\.js:(\d+)$/m.exec(stack)?.[1];
    problems.push(`SyntaxError: ${message}${line === undefined ? "" : ` (line ${line})`}`);
  }
  return problems;
}

/** One sentence for each declared dependency that is not installed in the declared version. Empty when all are. */
export function checkDependencies(dependencies: DeployedAction["dependencies"], resolve: ResolveDependency): string[] {
  return dependencies.flatMap((dependency) => {
    try {
      installedRoot(dependency, resolve);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
}
