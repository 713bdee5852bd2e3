import { describeProblems } from "../../../ops/preflight/problem";
import { refuseUnlistedActions, unlistedActions } from "../../../ops/preflight/unlisted-actions";
import { defineTenants, type TenantConfig } from "../../../stacks/tenant";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

type Lists = Pick<TenantConfig, "before" | "after">;

function arguments_(names: string[], lists: Lists, ownIds: string[]) {
  const { dev } = defineTenants({ dev: { domain: "tenant.example.com", credentials: "api-key", ...lists } });
  const bound = names.map((name) => ({ id: `id of ${name}`, name }));
  return ["dev", dev, bound, new Set(ownIds)] as const;
}

function check(names: string[], lists: Lists = {}, ownIds: string[] = []) {
  return unlistedActions(...arguments_(names, lists, ownIds));
}

it("lets a deploy pass when nothing but ours and the listed is bound", () => {
  expect(check([])).toEqual([]);
  expect(check(OURS)).toEqual([]);
  expect(check(["Risk", ...OURS, "Audit"], { before: ["Risk"], after: ["Audit"] })).toEqual([]);
});

it("names the unlisted in order, and puts each in the list of the side on which it runs", () => {
  expect(check(["Risk", "Geo", ...OURS, "Audit"], { before: ["Geo"] })).toEqual([
    {
      check: "trigger",
      what: expect.stringMatching(/holds Actions that tenants\.ts does not list.*\n {2}1\. Risk\n {2}6\. Audit$/),
      where: "tenants.ts, dev.before and dev.after",
      fix: expect.stringContaining('\n  before: ["Risk","Geo"],\n  after: ["Audit"],\n'),
    },
  ]);
});

it("keeps what is listed but not bound in the lists that it proposes", () => {
  const [problem] = check(["Risk"], { before: ["Planned"], after: ["Later"] });
  expect(problem?.fix).toContain('\n  before: ["Risk","Planned"],\n  after: ["Later"],\n');
});

it("knows an Action of the state as ours although its name is another", () => {
  expect(check(["Old name"], {}, ["id of Old name"])).toEqual([]);
  expect(check(["Old name"], {}, [])).toHaveLength(1);
});

it("does not propose to list Actions that were built from our sources, but to take them over", () => {
  const [name, tenant, bound, ownIds] = arguments_(["Risk", "Old - MFA"], {}, []);
  const problems = unlistedActions(name, tenant, bound, ownIds, new Set(["id of Old - MFA"]));
  expect(problems).toEqual([
    {
      check: "trigger",
      what: expect.stringMatching(/built from our sources.*\n {2}2\. Old - MFA$/),
      where: "tenants.ts, dev.backend and dev.actionNamePrefix",
      fix: expect.stringContaining("npm run adopt -- dev"),
    },
  ]);
});

it("does not take an Action of the same name twice for a listed one that is ours", () => {
  expect(check(["Verify feedback - MFA (copy)"])[0]?.what).toContain("1. Verify feedback - MFA (copy)");
});

it("refuses with the same words, and the exit code for problems", () => {
  const given = arguments_(["Risk", ...OURS], {}, []);
  expect(() => refuseUnlistedActions("dev", given[1], given[2].slice(1), given[3])).not.toThrow();
  expect(() => refuseUnlistedActions(...given)).toThrow(
    expect.objectContaining({
      exitCode: 4,
      message: expect.stringContaining(describeProblems(unlistedActions(...given)).trimEnd()),
    }),
  );
});
