/** Runs `work` for every item, at most so many at once. Rejects with the first rejection, when all have ended. */
export async function atMost<Item>(
  many: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await work(next);
  };
  const ended = await Promise.allSettled(Array.from({ length: many }, worker));
  for (const end of ended) if (end.status === "rejected") throw end.reason;
}
