import { TestClock } from "../../src";
import { start } from "./support";

const age = `exports.onExecutePostLogin = async (event, api) => {
  const started = Date.parse(event.session.created_at);
  console.log(Math.round((Date.now() - started) / 60000), Math.round((new Date() - started) / 60000));
};`;

test("a test's clock makes a code expire", async () => {
  const clock = new TestClock();
  await using tenant = await start({ clock });
  const login = await tenant.startLogin({ user: "phone-only", method: "sms" });
  const code = await tenant.inbox.codeFor("+12025550101");
  clock.advance(3 * 60_000 + 1);
  expect(await login.submitCode(code)).toMatchObject({ accepted: false, reason: "code_expired" });
});

test("a test's clock ages a session, and Date in an Action goes with it", async () => {
  const clock = new TestClock();
  await using tenant = await start({ clock, source: { actions: [{ name: "Age", code: age }] } });
  const first = await tenant.login({ user: "phone-only", method: "sms" });
  clock.advance(60 * 60_000);
  const second = await tenant.login({ session: first.outcome.sessionId ?? "" });
  expect(first.actions[0]?.console).toEqual(["0 0"]);
  expect(second.actions[0]?.console).toEqual(["60 60"]);
});

test("dates are dates in an Action whose clock is a test's", async () => {
  const code = `exports.onExecutePostLogin = async () => {
    const date = new Date("2020-02-03T00:00:00Z");
    console.log(date instanceof Date, date.toISOString(), Date.UTC(2020, 0), typeof Date(), new Date(0).getTime());
  };`;
  await using tenant = await start({
    clock: new TestClock(),
    source: { actions: [{ name: "Dates", code }] },
  });
  const { actions } = await tenant.login({ user: "phone-only", method: "sms" });
  expect(actions[0]?.console).toEqual(["true 2020-02-03T00:00:00.000Z 1577836800000 string 0"]);
});
