import { apiRefused } from "../../../ops/auth0/errors";
import type { RawEntry } from "../../../ops/auth0/search-log";
import { type Following, followLog } from "../../../ops/verbs/status/follow-log";
import { UserError } from "../../../stacks/errors";

const T0 = Date.parse("2026-11-24T10:00:00.000Z");
const at = (id: string, seconds: number): RawEntry => ({
  log_id: id,
  date: new Date(T0 + seconds * 1000).toISOString(),
  type: "fn",
});

/** Follows a log that answers so, search by search, and stops after the last. */
async function follow(...answers: (RawEntry[] | Error)[]) {
  const controller = new AbortController();
  const asked: number[] = [];
  const troubles: string[] = [];
  const shown: string[] = [];
  const following: Following = {
    since: new Date(T0),
    signal: controller.signal,
    onTrouble: (reason) => troubles.push(reason),
    async search(since) {
      asked.push((since.getTime() - T0) / 1000);
      const answer = answers.shift()!;
      if (answers.length === 0) controller.abort();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    pause: async () => {},
  };
  for await (const { log_id } of followLog(following)) shown.push(log_id);
  return { shown, asked, troubles };
}

it("shows each entry once, in order, also one that is found late", async () => {
  const { shown, asked } = await follow(
    [at("b", 200), at("a", 0)],
    [at("c", 300), at("b", 200)],
    [at("late", 190), at("c", 300)],
  );
  expect(shown).toEqual(["a", "b", "c", "late"]);
  expect(asked).toEqual([0, 80, 180]);
});

it("goes on when the tenant does not answer for a while, and says so", async () => {
  const { shown, troubles } = await follow([at("a", 0)], new UserError("can't be reached."), [at("b", 1)]);
  expect(shown).toEqual(["a", "b"]);
  expect(troubles).toEqual(["can't be reached."]);
});

it.each([
  ["the first search fails", [new UserError("can't be reached.")]],
  ["the credentials are refused later", [[], apiRefused("GET", "/logs", 401, "expired")]],
  ["it is a fault of this program", [[], new TypeError("oops")]],
])("ends with the reason when %s", async (_when, answers) => {
  await expect(follow(...(answers as []))).rejects.toThrow(/reached|expired|oops/);
});
