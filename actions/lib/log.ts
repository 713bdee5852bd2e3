/** What the platform keeps of an Action's console output (Auth0 docs, Actions limitations), in characters. */
const PERSISTED_CHARACTERS = 256;

/**
 * Writes an Action's one log line: `verify-feedback <action> <outcome> <n>ms [note…]`.
 * Callers pass fixed words and numbers only: never a phone number, an e-mail address, a user id, a credential or an error.
 */
export function logOutcome(action: string, outcome: string, ms: number, notes: readonly string[] = []): void {
  const line = ["verify-feedback", action, outcome, `${Math.round(ms)}ms`, ...notes].join(" ");
  console.log(line.slice(0, PERSISTED_CHARACTERS));
}
