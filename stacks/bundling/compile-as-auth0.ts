import { compileFunction } from "node:vm";

/**
 * Compiles an Action's code as Auth0 does, without running it.
 * @param file what stack traces call it.
 * @throws SyntaxError for code that is not valid CommonJS.
 */
export function compileAsAuth0(code: string, file: string): (...scope: unknown[]) => void {
  return compileFunction(code, ["module", "exports", "require", "console"], { filename: file }) as () => void;
}

/** Why code is not valid CommonJS, with the line; `undefined` when it is. */
export function syntaxErrorIn(code: string): string | undefined {
  const file = "action.js";
  try {
    compileAsAuth0(code, file);
    return undefined;
  } catch (error) {
    const { message, stack = "" } = error as Error;
    const line = new RegExp(`^${file}:(\\d+)`).exec(stack)?.[1];
    return line === undefined ? message : `${message} (line ${line})`;
  }
}
