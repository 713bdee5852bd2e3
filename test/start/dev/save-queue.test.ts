import { SaveQueue } from "../../../start/dev/save-queue";

/** A piece of work that goes on until the test ends it. */
interface Work {
  files: readonly string[];
  savedAt: number;
  signal: AbortSignal;
  finish(): void;
  fail(): void;
}

let works: Work[];
let queue: SaveQueue;
beforeEach(() => {
  works = [];
  queue = new SaveQueue(
    (files, savedAt, signal) =>
      new Promise((resolve, reject) => {
        works.push({ files, savedAt, signal, finish: resolve, fail: () => reject(new Error("ended early")) });
      }),
  );
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

test("files that are saved during work are worked on together afterwards", async () => {
  queue.add(["a"], 1);
  queue.add(["b"], 2);
  queue.add(["c", "b"], 3);
  expect(works.map(({ files }) => files)).toEqual([["a"]]);
  works[0]!.finish();
  await settled();
  expect(works.slice(1)).toMatchObject([{ files: ["b", "c"], savedAt: 2 }]);
});

test("work that a newer save ended is done again with the newer files", async () => {
  queue.add(["a"], 1);
  expect(works[0]!.signal.aborted).toBe(false);
  queue.add(["b"], 2);
  expect(works[0]!.signal.aborted).toBe(true);
  works[0]!.fail();
  await settled();
  expect(works.slice(1)).toMatchObject([{ files: expect.arrayContaining(["a", "b"]), savedAt: 1 }]);
});

test("after the last save it rests, and the next one is worked on at once", async () => {
  queue.add(["a"], 1);
  works[0]!.finish();
  await settled();
  expect(works).toHaveLength(1);
  queue.add(["a"], 2);
  expect(works).toHaveLength(2);
});

test("closing ends what goes on and starts nothing more", async () => {
  queue.add(["a"], 1);
  queue.add(["b"], 2);
  const closed = queue.close();
  works[0]!.fail();
  await closed;
  queue.add(["c"], 3);
  await settled();
  expect(works).toHaveLength(1);
});
