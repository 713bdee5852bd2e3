import { fraudGuardModel } from "../../src/comparison/fraud-guard-model";
import { makePlan } from "../../src/comparison/plan";
import type { Attempt } from "../../src/twilio";
import { controlClient } from "../control/control-client";
import { startTenant } from "../oidc/support";

test("where no Action reports, there is nothing to compare, and the answer says so", async () => {
  const tenant = await startTenant();
  expect((await controlClient(tenant)("GET", "/comparison")).json.reporting).toEqual([]);
  const { status, json } = await controlClient(tenant)("POST", "/comparison", {});
  expect([status, json.error]).toEqual([409, expect.stringContaining("so none reports")]);
  await tenant.end();
});

describe("The model of Fraud Guard", () => {
  const minute = 60_000;
  const sent = (count: number, options: { every?: number; used?: (nth: number) => boolean; to?: string } = {}) => {
    const { every = minute, used = () => false, to = "+353209100000" } = options;
    return Array.from({ length: count }, (_, nth): Attempt => {
      const at = 1_000_000 + nth * every;
      const converted = used(nth);
      return { to, converted, dateCreated: at, dateUpdated: converted ? at + 20_000 : at } as Attempt;
    });
  };
  const blocked = (attempts: Attempt[]) =>
    fraudGuardModel(attempts).reduce((sum, each) => sum + each.blocked.length, 0);

  test("blocks a prefix once twenty codes are over of which fewer than a quarter were used", () => {
    // The twentieth is over ten minutes after it was sent, when the thirtieth is.
    expect(blocked(sent(29))).toBe(0);
    expect(blocked(sent(30))).toBe(1);
    expect(blocked(sent(60))).toBe(31);
  });

  test("lets a prefix be whose codes are used, and one with few codes", () => {
    expect(blocked(sent(60, { used: (nth) => nth % 4 === 0 }))).toBe(0);
    expect(blocked(sent(19, { every: 1000 }))).toBe(0);
  });

  test("forgets what is older than an hour", () => {
    expect(blocked([...sent(25), { ...sent(1)[0]!, dateCreated: 1_000_000 + 200 * minute }])).toBe(0);
  });

  test("looks at each prefix by itself", () => {
    const [pumped, honest] = [sent(60), sent(60, { to: "+33639980000", used: () => true })];
    expect(fraudGuardModel([...pumped, ...honest]).map(({ prefix, codes, used }) => [prefix, codes, used])).toEqual([
      ["+353209", 60, 0],
      ["+33639", 60, 60],
    ]);
  });
});

test.each([100, 150, 1000, 5000])("a plan of %i visits gives everybody a number of their own", (logins) => {
  const { users, visits } = makePlan(logins, 1);
  expect(visits).toHaveLength(logins);
  expect(new Set(users.map(({ phone_number }) => phone_number)).size).toBe(users.length);
  const byHandle = new Map(users.map((user) => [user.handle, user]));
  expect(visits.every(({ user, number }) => byHandle.get(user)?.phone_number === number)).toBe(true);
  expect(visits.filter(({ pumping }) => pumping)).toHaveLength(Math.round(logins * 0.12));
});
