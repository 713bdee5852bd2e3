import { action, login, observe, pipeline, thrownBy } from "./support";

const print = (expression: string) => `console.log(JSON.stringify(${expression}));`;

describe("transaction metadata", () => {
  it("is seen at once and by every later Action, across a pause", async () => {
    const set = `api.transaction.setMetadata('seen', 'x'); ${print("event.transaction.metadata")}`;
    const actions = [
      action("a", `${set} api.authentication.challengeWith({type:'phone'})`),
      action("b", `${print("event.transaction.metadata")} api.transaction.setMetadata('seen', null)`),
      action("c", print("event.transaction.metadata")),
    ];
    const execution = pipeline(actions);
    await execution.run();
    await execution.resume({ factor: "phone" });
    const printed = execution.timeline.flatMap((entry) => (entry.kind === "action" ? entry.console : []));
    expect(printed.map((line) => JSON.parse(line.text))).toEqual([{ seen: "x" }, { seen: "x" }, {}]);
  });

  it("is not changed by writing to the event", async () => {
    const actions = [
      action("a", "event.transaction.metadata.x = 1; console.log('0')"),
      action("b", print("event.transaction.metadata")),
    ];
    expect(await observe(actions)).toEqual([0, {}]);
  });

  it("leaves the rest of event.transaction as the tenant gave it", async () => {
    const context = login({ document: { transaction: { protocol: "oidc-basic-profile" } } });
    const read = `api.transaction.setMetadata('a', true); ${print("event.transaction")}`;
    expect(await observe([action("a", read)], context)).toEqual([
      { protocol: "oidc-basic-profile", metadata: { a: true } },
    ]);
  });

  it.each([
    ["'k'.repeat(64), 'v'", undefined],
    ["'k'.repeat(65), 'v'", "64 characters"],
    ["'k', 'v'.repeat(8192)", undefined],
    ["'k', 'v'.repeat(8193)", "8192 bytes"],
    ["'k', Number.MAX_SAFE_INTEGER", undefined],
    ["'k', Number.MAX_SAFE_INTEGER + 1", "safe number"],
    ["'k', NaN", "safe number"],
    ["'k', {}", "must be a string, number or boolean, got object"],
    ["1, 'v'", "non-empty string"],
  ])("setMetadata(%s) is held to the limits", async (args, message) => {
    const thrown = await thrownBy(`api.transaction.setMetadata(${args})`);
    if (message === undefined) expect(thrown).toBeUndefined();
    else expect(thrown).toContain(message);
  });

  it("may have 16 KiB in all, and keeps what fitted", async () => {
    const body = `
      for (const key of ['a', 'b', 'c']) {
        try { api.transaction.setMetadata(key, 'v'.repeat(8000)) } catch (error) { ${print("error.message")} }
      }
      ${print("Object.keys(event.transaction.metadata)")}`;
    expect(await observe([action("a", body)])).toEqual([expect.stringContaining("16384 bytes"), ["a", "b"]]);
  });
});

describe("user and app metadata", () => {
  it("are written once, after the last Action, the last value of each key", async () => {
    const context = login();
    const actions = [
      action("a", "api.user.setUserMetadata('k', 1); api.authentication.challengeWith({type:'phone'})"),
      action("b", "api.user.setUserMetadata('k', 2); api.user.setAppMetadata('k', { deep: true })"),
    ];
    const execution = pipeline(actions, context);
    await execution.run();
    expect(context.effects).toEqual([]);
    await execution.resume({ factor: "phone" });
    expect(context.effects).toEqual([
      { kind: "user_metadata", key: "k", value: 2 },
      { kind: "app_metadata", key: "k", value: { deep: true } },
    ]);
  });

  it("can't be set on a profile whose metadata is no object", async () => {
    const context = login({ document: { user: { app_metadata: [] } } });
    expect(await thrownBy("api.user.setAppMetadata('k', 1)", context)).toContain("Unexpected app_metadata format");
  });
});

describe("session metadata", () => {
  it("throws without a session", async () => {
    const context = login({ document: { user: {} } });
    expect(await thrownBy("api.session.setMetadata('k', 'v')", context)).toBe(
      "Failed to set session metadata: Cannot set metadata on a session that does not exist.",
    );
    expect(await thrownBy("api.session.deleteMetadata('k'); api.session.evictMetadata()", context)).toBeUndefined();
  });

  it("is seen at once and by later Actions, and written after the last one", async () => {
    const context = login({ document: { session: { id: "s1", metadata: { old: "1", kept: "2" } } } });
    const actions = [
      action(
        "a",
        `api.session.setMetadata('new', '3'); api.session.deleteMetadata('old'); ${print("event.session.metadata")}`,
      ),
      action("b", print("event.session.metadata")),
    ];
    const metadata = { new: "3", kept: "2" };
    expect(await observe(actions, context)).toEqual([metadata, metadata]);
    expect(context.effects).toEqual([
      { kind: "session_metadata", key: "new", value: "3" },
      { kind: "session_metadata", key: "old", value: undefined },
    ]);
  });

  it("is not shown on a session that the next event does not have", async () => {
    const documents = [{ session: { id: "s1" } }, { user: {} }];
    const context = login({ event: () => documents.shift()! });
    const actions = [
      action("a", "api.session.setMetadata('k', 'v'); console.log('0')"),
      action("b", print("event.session ?? null")),
    ];
    expect(await observe(actions, context)).toEqual([0, null]);
  });

  it("is emptied by evictMetadata", async () => {
    const context = login({ document: { session: { id: "s1", metadata: { a: "1", b: "2" } } } });
    await pipeline([action("a", "api.session.evictMetadata()")], context).run();
    expect(context.effects).toEqual(["a", "b"].map((key) => ({ kind: "session_metadata", key, value: undefined })));
  });

  it.each([
    ["'k_-9'.repeat(63), 'v'.repeat(255)", undefined],
    ["'k'.repeat(256), 'v'", "keys must be at most 255"],
    ["'k', 'v'.repeat(256)", "values must be at most 255"],
    ["'a.b', 'v'", "letters, numbers, underscores, or hyphens"],
    ["'k', 1", "value must be a string"],
  ])("setMetadata(%s) is held to the limits", async (args, message) => {
    const thrown = await thrownBy(`api.session.setMetadata(${args})`);
    if (message === undefined) expect(thrown).toBeUndefined();
    else expect(thrown).toContain(message);
  });

  it("may have 25 keys", async () => {
    const fill = (keys: number) => `for (let i = 0; i < ${keys}; i++) api.session.setMetadata('k' + i, 'v')`;
    expect(await thrownBy(fill(25))).toBeUndefined();
    expect(await thrownBy(fill(26))).toContain("more than 25 entries");
  });
});

describe("refresh token metadata", () => {
  it("can be set without a refresh token, and shows on the event when there is one", async () => {
    expect(await thrownBy("api.refreshToken.setMetadata('k', 'v')")).toBeUndefined();
    const context = login({ document: { refresh_token: { id: "r1" } } });
    const body = `api.refreshToken.setMetadata('k', 'v'); ${print("event.refresh_token.metadata")}`;
    expect(await observe([action("a", body)], context)).toEqual([{ k: "v" }]);
  });
});
