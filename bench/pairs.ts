/** Milliseconds of two things done in turn, and the ratio between them. */
export interface Pairs {
  ours: number[];
  theirs: number[];
  /** Median of ours/theirs, pair by pair, so that a machine that slows down in between does not count. */
  ratio: number;
}

/** Runs both `rounds` times in turn, after one round that does not count. Each resolves with its own milliseconds. */
export async function inTurn(
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Pairs> {
  const pairs: Pairs = { ours: [], theirs: [], ratio: 0 };
  for (let round = -1; round < rounds; round++) {
    const [a, b] = [await ours(), await theirs()];
    if (round < 0) continue;
    pairs.ours.push(a);
    pairs.theirs.push(b);
  }
  pairs.ratio = median(pairs.ours.map((ms, round) => ms / pairs.theirs[round]!));
  return pairs;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
