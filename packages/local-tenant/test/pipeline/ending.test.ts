import { ActionInstances } from "../../src/pipeline";
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
    const description = `broken: action_error: ${message}`;
    expect(context.effects).toMatchObject([
      {
        kind: "tenant_log",
        type: "actions_execution_failed",
        description,
        failed: { id: "broken", name: "broken", versionId: "1", kind: "error", error: { message } },
      },
    ]);
  });

  it("at the top level of the module ends it the same way", async () => {
    expect(await pipeline([source("broken", "null.x")]).run()).toEqual(denied(expect.stringContaining("null")));
  });
});

describe("the time limit", () => {
  // The limit's time is the test's; the Actions' own, which runs in the process's realm, is real.
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask", "setImmediate"] });
  });
  afterEach(() => jest.useRealTimers());

  const short = "await new Promise((done) => setTimeout(done, 1));";
  const limited = (...actions: Parameters<typeof pipeline>[0]) => pipeline(actions, login(), { timeLimitMs: 180 });

  /** Lets so much of the limit go by while the Action that was just begun is at work. */
  async function pass(ms: number): Promise<void> {
    for (let turn = 0; turn < 100 && jest.getTimerCount() === 0; turn += 1) await undefined;
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(ms);
  }

  it("ends a login whose Action hangs", async () => {
    const execution = limited(action("hung", "await new Promise(() => {})"), action("after", ""));
    const ended = execution.run();
    await pass(180);
    expect(await ended).toEqual(denied(expect.stringContaining("0.18 s")));
    expect(actionEntries(execution)).toMatchObject([{ name: "hung", result: "timeout" }]);
  });

  it("is the platform's unless the instances say otherwise, and can be left out for a debugger", async () => {
    expect(new ActionInstances().timeLimitMs).toBe(20_000);
    const instances = new ActionInstances({ timeLimitMs: Number.POSITIVE_INFINITY });
    const ended = pipeline([action("held", short)], login(), { instances }).run();
    for (let turn = 0; turn < 100; turn += 1) await undefined;
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(90_000);
    expect(await ended).toEqual({ status: "completed" });
  });

  it("counts all Actions of a segment together", async () => {
    const execution = limited(action("one", short), action("two", "await new Promise(() => {})"));
    const ended = execution.run();
    await pass(100);
    while (actionEntries(execution).length === 0) await new Promise((resolve) => setImmediate(resolve));
    await pass(79);
    expect(jest.getTimerCount()).toBe(1);
    await pass(1);
    expect(await ended).toMatchObject({ error: "access_denied" });
    expect(actionEntries(execution).map((entry) => entry.result)).toEqual(["ok", "timeout"]);
  });

  it("starts anew after a pause, whose own time does not count", async () => {
    const ask = action("ask", `${short} api.authentication.challengeWith({type:'phone'})`);
    const execution = limited(ask, action("after", short));
    const paused = execution.run();
    await pass(100);
    expect(await paused).toMatchObject({ status: "paused" });
    jest.advanceTimersByTime(1000);
    const resumed = execution.resume({ factor: "phone" });
    await pass(100);
    expect(await resumed).toEqual({ status: "completed" });
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
