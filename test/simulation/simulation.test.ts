import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { simulate } from "./simulate";
import { resultTables } from "./table";
import { groups, lookedUpGroups, type Tally } from "./tally";

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

test("two thousand people log in: their codes are reported, nobody else's are, and nobody is held up", async () => {
  const tally = await simulate({ logins: 2_000, seed: 1, compiled });
  const { ordinary, "ordinary, looked up": lookedUp } = tally.totals;
  if (tally.failed > 0) throw new Error(`${JSON.stringify(tally.failures, null, 1)}\n${resultTables(tally)}`);
  for (const { reported, wrong } of [ordinary, lookedUp]) {
    expect(reported).toBeGreaterThan(250);
    expect(wrong).toEqual({});
  }
  expect(tally.totals["hostile, looked up"].reported).toBeGreaterThan(50);
  expect(tally.totals["hostile, looked up"].wrong).toEqual({});
  for (const group of [...groups, ...lookedUpGroups]) expect(tally.totals[group].longestHoldMs).toBeLessThan(3_000);
});

test("the same seed gives the same logins, another seed gives others", async () => {
  const [first, again, other] = [await small(5), await small(5), await small(6)];
  expect(again.totals).toEqual(first.totals);
  expect(other.totals).not.toEqual(first.totals);
});

function small(seed: number): Promise<Tally> {
  return simulate({ logins: 100, seed, compiled });
}
