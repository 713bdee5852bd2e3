import { refusal } from "../../ops/cli/refusal";
import { problemsFound } from "../../ops/live/problem";

it("gives scripts every problem that preflight found", () => {
  const problems = [{ check: "trigger" as const, what: "unlisted", where: "tenants.ts", fix: "list it" }];
  expect(refusal(problemsFound("dev", problems))).toEqual({
    error: expect.stringContaining("dev is not ready: 1 problem."),
    exit: 4,
    problems,
  });
});
