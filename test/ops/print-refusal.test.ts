import { printRefusal } from "../../ops/cli/print-refusal";
import { problemsFound } from "../../ops/live/problem";

it("gives scripts every problem that preflight found", () => {
  let printed = "";
  const write = jest.spyOn(process.stdout, "write").mockImplementation((chunk) => {
    printed += chunk;
    return true;
  });
  const problems = [{ check: "trigger" as const, what: "unlisted", where: "tenants.ts", fix: "list it" }];
  printRefusal(problemsFound("dev", problems));
  write.mockRestore();
  expect(JSON.parse(printed)).toEqual({
    error: expect.stringContaining("dev is not ready: 1 problem."),
    exit: 4,
    problems,
  });
});
