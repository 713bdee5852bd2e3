/** How long one sentence is not said again, in ms. */
const INTERVAL_MS = 60_000;

/** Says each sentence at most once a minute. */
export function sayRarely(write: (line: string) => void, now: () => number = Date.now): (sentence: string) => void {
  const saidAt = new Map<string, number>();
  return (sentence) => {
    if (now() - (saidAt.get(sentence) ?? Number.NEGATIVE_INFINITY) < INTERVAL_MS) return;
    saidAt.set(sentence, now());
    write(`log-stream-receiver: ${sentence}`);
  };
}
