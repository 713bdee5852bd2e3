import { ActionInstances, limits, type TimelineEntry } from "../../src/pipeline";
import { action, actionEntries, login, pipeline, printed } from "./support";

describe("the console of an Action", () => {
  const consoleOf = async (body: string) => {
    const execution = pipeline([
      action("a", body),
      action("wait", "await new Promise((done) => setTimeout(done, 15))"),
    ]);
    await execution.run();
    return actionEntries(execution)[0]!.console;
  };

  it("captures log, info, warn, error, trace and what builds on them, formatted as node does", async () => {
    const body = `
      console.log('%s is', 'this', { a: [1] }); console.info('i'); console.warn('w'); console.error(new Error('e').message);
      console.trace('t'); console.assert(1 === 2, 'math'); console.dir({ b: 2 });`;
    expect(await consoleOf(body)).toEqual([
      { level: "log", text: "this is { a: [ 1 ] }" },
      { level: "info", text: "i" },
      { level: "warn", text: "w" },
      { level: "error", text: "e" },
      { level: "trace", text: "t" },
      { level: "warn", text: "Assertion failed: math" },
      { level: "log", text: "{ b: 2 }" },
    ]);
  });

  it("holds no colours, whatever the environment says of the terminal", async () => {
    const body = `
      const { FORCE_COLOR } = process.env;
      process.env.FORCE_COLOR = "1";
      console.dir({ b: 2 });
      if (FORCE_COLOR === undefined) delete process.env.FORCE_COLOR;
      else process.env.FORCE_COLOR = FORCE_COLOR;`;
    expect(await consoleOf(body)).toEqual([{ level: "log", text: "{ b: 2 }" }]);
  });

  it("drops what is printed after the handler has resolved", async () => {
    const body = "console.log('in time'); setImmediate(() => console.log('late'))";
    expect(await consoleOf(body)).toEqual([{ level: "log", text: "in time" }]);
  });

  it("keeps 256 KiB, counting line ends, and cuts the rest off", async () => {
    const lines = await consoleOf("for (let i = 0; i < 5; i++) console.log(String(i).repeat(100_000 - 1))");
    expect(lines.map((line) => line.text.length)).toEqual([99_999, 99_999, limits.console.bufferBytes - 200_000]);
  });

  it("keeps the lines of logins that run at the same time apart", async () => {
    const instances = new ActionInstances();
    const talker = action(
      "talker",
      "console.log(event.user.user_id); await new Promise((done) => setTimeout(done, 10)); console.log(event.user.user_id)",
    );
    const executions = ["anna", "ben"].map((user_id) =>
      pipeline([talker], login({ document: { user: { user_id } } }), { instances }),
    );
    await Promise.all(executions.map((execution) => execution.run()));
    expect(executions.map(printed)).toEqual([
      ["anna", "anna"],
      ["ben", "ben"],
    ]);
  });
});

describe("the timeline", () => {
  it("tells each entry when it happens, and keeps them all", async () => {
    const told: TimelineEntry[] = [];
    const ask = action("ask", "api.authentication.challengeWith({type:'phone'})");
    const execution = pipeline([ask], login(), { onTimeline: (entry) => void told.push(entry) });
    await execution.run();
    expect(told.map((entry) => entry.kind)).toEqual(["action", "pause"]);
    await execution.resume({ factor: "phone" });
    expect(told).toEqual(execution.timeline);
    expect(told.at(-1)).toEqual({ kind: "end", at: expect.any(Number), step: { status: "completed" } });
  });

  it("records every api call as it was made, with what is not data named", async () => {
    const body = `
      const options = { additionalFactors: [{ type: 'otp' }] };
      api.authentication.challengeWith({ type: 'phone' }, options);
      options.additionalFactors.push('changed later');
      try { api.transaction.setMetadata('big', 10n) } catch {}
      api.cache.get('k'); api.accessToken.addScope('read:x'); api.samlResponse.setAttribute('f', () => 1);`;
    const execution = pipeline([action("a", body)]);
    await execution.run();
    expect(actionEntries(execution)[0]!.calls).toEqual([
      { method: "authentication.challengeWith", args: [{ type: "phone" }, { additionalFactors: [{ type: "otp" }] }] },
      { method: "transaction.setMetadata", args: ["big", "10n"] },
      { method: "cache.get", args: ["k"] },
      { method: "accessToken.addScope", args: ["read:x"] },
      { method: "samlResponse.setAttribute", args: ["f", "[function]"] },
    ]);
  });

  it("survives arguments that refer to themselves", async () => {
    const execution = pipeline([
      action("a", "const loop = {}; loop.loop = loop; api.idToken.setCustomClaim('l', loop)"),
    ]);
    expect(await execution.run()).toEqual({ status: "completed" });
    expect(JSON.stringify(execution.timeline)).toContain("[deep]");
  });

  it("never holds a secret, whichever Action prints it and wherever", async () => {
    const secrets = { TOKEN: "s3cr3t-value", LONGER: "s3cr3t-value-and-more" };
    const leaky = action(
      "leaky",
      `
      console.log('token', event.secrets.TOKEN, JSON.stringify(event.secrets));
      api.transaction.setMetadata('handover', event.secrets.LONGER);
      api.user.setAppMetadata(event.secrets.TOKEN, { list: [event.secrets.TOKEN] });
      api.redirect.encodeToken({ secret: event.secrets.TOKEN, payload: {} });
      api.multifactor.enable('duo', { providerOptions: { skey: 'duo-key' } });
      api.samlResponse.setKey('private-key');`,
      { secrets },
    );
    const failing = action("failing", "throw new Error('bad ' + event.transaction.metadata.handover)");
    const context = login();
    const execution = pipeline([leaky, failing], context);
    expect(await execution.run()).toMatchObject({ description: "bad [secret LONGER]" });
    const text = JSON.stringify(execution.timeline) + JSON.stringify(context.effects);
    expect(text).not.toMatch(/s3cr3t|duo-key|private-key/);
    expect(text).toContain("bad [secret LONGER]");
    expect(printed(execution)[0]).toBe('token [secret TOKEN] {"TOKEN":"[secret TOKEN]","LONGER":"[secret LONGER]"}');
  });
});
