import { unlistedActions } from "../../../ops/preflight/unlisted-actions";
import { defineTenants, type TenantConfig } from "../../../stacks/tenant";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

type Lists = Pick<TenantConfig, "before" | "after">;

function arguments_(names: string[], lists: Lists, ownIds: string[]) {
  const { dev } = defineTenants({ dev: { domain: "tenant.example.com", credentials: "api-key", ...lists } });
  const bound = names.map((name) => ({ id: `id of ${name}`, name }));
  return ["dev", dev, bound, { ids: new Set(ownIds), challengeIds: new Set(ownIds) }] as const;
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
  expect(check(["Risk", OURS[0]!, "Geo", OURS[1]!, OURS[2]!, "Audit"], { before: ["Geo"] })).toEqual([
    {
      check: "trigger",
      what: expect.stringMatching(/holds Actions that tenants\.ts does not list.*\n {2}1\. Risk\n {2}6\. Audit$/),
      where: "tenants.ts, dev.before and dev.after",
      fix: expect.stringContaining('\n  before: ["Risk","Geo"],\n  after: ["Audit"],\n'),
    },
  ]);
});

it("goes by the place of the challenge, by whatever name it is bound", () => {
  const names = [OURS[0]!, "Between", "Ask for MFA", "Late", OURS[2]!];
  expect(check(names, {}, ["id of Ask for MFA"])[0]?.fix).toContain('\n  before: ["Between"],\n  after: ["Late"],\n');
});

it("leaves what is listed in its list, on whichever side it runs now", () => {
  expect(check([...OURS, "Geo", "Audit"], { before: ["Geo"] })[0]?.fix).toContain(
    '\n  before: ["Geo"],\n  after: ["Audit"],\n',
  );
  expect(check(["Late", "Risk", ...OURS], { after: ["Late"] })[0]?.fix).toContain(
    '\n  before: ["Risk"],\n  after: ["Late"],\n',
  );
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
  const problems = unlistedActions(name, tenant, bound, ownIds, {
    ours: new Set(["id of Old - MFA"]),
    alike: new Set(),
  });
  expect(problems).toEqual([
    {
      check: "trigger",
      what: expect.stringMatching(/built from our sources.*\n {2}2\. Old - MFA$/),
      where: "tenants.ts, dev.backend and dev.actionNamePrefix",
      fix: expect.stringContaining("npm run adopt -- dev"),
    },
  ]);
});

it("does not propose to list what was made by hand to do what ours do, but to take it over", () => {
  const alike = new Set(["id of Ask for MFA"]);
  const fixOf = (names: string[], lists: Lists = {}) => {
    const [name, tenant, bound, ownIds] = arguments_(names, lists, []);
    return unlistedActions(name, tenant, bound, ownIds, { ours: new Set(), alike })[0]?.fix;
  };
  expect(fixOf(["Risk", "Ask for MFA"])).toMatch(
    /^By their code these do what.*: "Ask for MFA"\.\n {2}Take over .*npm run adopt -- dev.*\nTo keep the others.*\n {2}before: \["Risk"\],\n/,
  );
  expect(fixOf(["Ask for MFA"])).not.toContain("before: [");
  expect(fixOf(["Ask for MFA", "Risk"], { before: ["Ask for MFA"] })).toMatch(
    /^To keep them.*\n {2}before: \["Ask for MFA","Risk"\],\n/,
  );
});

it("does not take an Action of the same name twice for a listed one that is ours", () => {
  expect(check(["Verify feedback - MFA (copy)"])[0]?.what).toContain("1. Verify feedback - MFA (copy)");
});
