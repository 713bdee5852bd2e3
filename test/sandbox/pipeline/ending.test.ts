import { ActionInstances } from "../../../sandbox/pipeline";
import { action, actionEntries, login, pipeline, source } from "./support";

const denied = (description: unknown) => ({ status: "ended", error: "access_denied", description });

describe("api.access.deny", () => {
  it("ends the login after the Action, without interrupting the function", async () => {
    const context = login();
    const body = "api.access.deny('too risky'); console.log('still here'); api.user.setAppMetadata('risk', 9);";
    const execution = pipeline([action("deny", body), action("after", "")], context);
    expect(await execution.run()).toEqual(denied("too risky"));
    expect(actionEntries(execution)).toMatchObject([
      { name: "deny", result: "denied", console: [{ text: "still here" }] },
    ]);
    expect(context.effects).toEqual([{ kind: "app_metadata", key: "risk", value: 9 }]);
  });

  it.each([
    ["api.session.revoke('stolen')", "stolen"],
    ["api.validation.error('invalid_request', 'no such actor')", "no such actor"],
  ])("is also what %s does", async (body, description) => {
    expect(await pipeline([action("a", body), action("after", "throw 1")]).run()).toEqual(denied(description));
  });

  it("is what revoking the refresh token does, in its exchange only", async () => {
    const revoke = [action("a", "api.refreshToken.revoke('stolen')")];
    const exchange = login({ document: { transaction: { protocol: "oauth2-refresh-token" } } });
    expect(await pipeline(revoke, exchange).run()).toEqual(denied("stolen"));
    expect(await pipeline(revoke).run()).toEqual(
      denied(expect.stringContaining("only be used in a refresh token exchange")),
    );
  });
});

describe("an exception", () => {
  it.each([
    ["throw new Error('boom')", "boom"],
    ["await Promise.reject(new TypeError('later'))", "later"],
    ["throw 'just text'", "just text"],
    ["throw undefined", "Unknown error"],
  ])("ends the login with its message: %s", async (body, message) => {
    const context = login();
    const before = action("before", "api.user.setUserMetadata('a', 1)");
    const execution = pipeline([before, action("broken", body), action("after", "")], context);
    expect(await execution.run()).toEqual(denied(message));
    expect(actionEntries(execution).at(-1)).toMatchObject({ name: "broken", result: "error", error: message });
    expect(context.effects).toEqual([
      { kind: "tenant_log", type: "actions_execution_failed", description: `broken: action_error: ${message}` },
    ]);
  });

  it("at the top level of the module ends it the same way", async () => {
    expect(await pipeline([source("broken", "null.x")]).run()).toEqual(denied(expect.stringContaining("null")));
  });
});

describe("the time limit", () => {
  const sleep = (ms: number) => `await new Promise((done) => setTimeout(done, ${ms}));`;

  it("ends a login whose Action hangs", async () => {
    const execution = pipeline([action("hung", "await new Promise(() => {})"), action("after", "")], login(), {
      timeLimitMs: 30,
    });
    expect(await execution.run()).toEqual(denied(expect.stringContaining("0.03 s")));
    expect(actionEntries(execution)).toMatchObject([{ name: "hung", result: "timeout" }]);
  });

  it("counts all Actions of a segment together", async () => {
    const actions = [action("one", sleep(100)), action("two", sleep(100))];
    const execution = pipeline(actions, login(), { timeLimitMs: 180 });
    expect(await execution.run()).toMatchObject({ error: "access_denied" });
    expect(actionEntries(execution).map((entry) => entry.result)).toEqual(["ok", "timeout"]);
  });

  it("starts anew after a pause", async () => {
    const ask = action("ask", `${sleep(100)} api.authentication.challengeWith({type:'phone'})`);
    const execution = pipeline([ask, action("after", sleep(100))], login(), { timeLimitMs: 180 });
    expect(await execution.run()).toMatchObject({ status: "paused" });
    expect(await execution.resume({ factor: "phone" })).toEqual({ status: "completed" });
  });

  it("does not count the time of the pause", async () => {
    const ask = action("ask", "api.authentication.challengeWith({type:'phone'})");
    const execution = pipeline([ask, action("after", "")], login(), { timeLimitMs: 100 });
    await execution.run();
    await new Promise((done) => setTimeout(done, 130));
    expect(await execution.resume({ factor: "phone" })).toEqual({ status: "completed" });
  });
});

describe("what the local tenant does not support", () => {
  it.each([
    ["api.redirect.sendUserTo('https://example.com/consent')", "api.redirect.sendUserTo"],
    ["api.prompt.render('ap_1', {})", "api.prompt.render"],
  ])("%s ends the login and is named", async (body, name) => {
    const step = await pipeline([action("redirecting", body)]).run();
    expect(step).toEqual(denied(`The local tenant does not support ${name}, which the Action "redirecting" called.`));
  });
});

it("hundreds of logins a second go through one set of instances", async () => {
  const instances = new ActionInstances();
  const actions = ["one", "two", "three"].map((name) => action(name, "api.transaction.setMetadata('x', 1)"));
  const started = performance.now();
  for (let i = 0; i < 200; i++) await pipeline(actions, login(), { instances }).run();
  expect(performance.now() - started).toBeLessThan(1000);
});
