/** The candidate that somebody who mistyped it may have meant; `undefined` when none is like it. */
export function closest(word: string, candidates: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  const rated = candidates.map((candidate) => ({
    candidate,
    edits: edits(word.toLowerCase(), candidate.toLowerCase()),
  }));
  return rated.filter(({ edits }) => edits <= most).sort((a, b) => a.edits - b.edits)[0]?.candidate;
}

/** Letters to change, add or leave out to make one word of the other (Levenshtein distance). */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= other.length; column += 1) {
      const replaced = row[column - 1]! + (other[column - 1] === letter ? 0 : 1);
      next.push(Math.min(replaced, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
}
