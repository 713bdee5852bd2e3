import { action, login, observe, pipeline, printed } from "./support";

describe("the event of an Action", () => {
  it("is a deep copy that another Action's changes do not reach", async () => {
    const context = login();
    const actions = [
      action(
        "vandal",
        "event.user.user_metadata.color = 'red'; event.user.user_id = 'x'; event.extra = 1; console.log('{}')",
      ),
      action("reader", "console.log(JSON.stringify({ user: event.user, extra: event.extra }))"),
    ];
    const [, seen] = await observe(actions, context);
    expect(seen).toEqual({ user: { user_id: "auth0|1", app_metadata: {}, user_metadata: {} } });
    expect(context.document.user.user_id).toBe("auth0|1");
  });

  it("is asked of the tenant anew for each Action", async () => {
    let asked = 0;
    const context = login({ event: () => ({ stats: { logins_count: ++asked } }) });
    const read = "console.log(JSON.stringify(event.stats.logins_count))";
    expect(await observe([action("a", read), action("b", read)], context)).toEqual([1, 2]);
  });

  it("carries this Action's own secrets and no others", async () => {
    const read = "console.log(JSON.stringify(Object.keys(event.secrets)))";
    const actions = [
      action("a", read, { secrets: { A_TOKEN: "value-of-a" } }),
      action("b", `event.secrets.A_TOKEN = 'x'; ${read}`, { secrets: { B_TOKEN: "value-of-b" } }),
      action("c", read),
    ];
    expect(await observe(actions)).toEqual([["A_TOKEN"], ["B_TOKEN", "A_TOKEN"], []]);
  });
});

describe("the api", () => {
  it("has nothing where the platform has nothing", async () => {
    const execution = pipeline([action("a", "api.authentication.challengeWithout({type:'phone'})")]);
    expect(await execution.run()).toMatchObject({
      error: "access_denied",
      description: "api.authentication.challengeWithout is not a function",
    });
  });

  it("chains where the platform chains", async () => {
    const body =
      "console.log(JSON.stringify(api.idToken.setCustomClaim('a', 1) === api && api.user.setUserMetadata('a', 1) === api))";
    expect(await observe([action("a", body)])).toEqual([true]);
  });

  it("does not take calls that come after the handler has resolved", async () => {
    const body =
      "setImmediate(() => { api.access.deny('late'); api.user.setAppMetadata('late', 1); api.transaction.setMetadata('late', 1) });";
    const waits =
      "await new Promise((done) => setTimeout(done, 20)); console.log(JSON.stringify(event.transaction.metadata))";
    const context = login();
    const execution = pipeline([action("late", body), action("waits", waits)], context);
    expect(await execution.run()).toEqual({ status: "completed" });
    expect(printed(execution)).toEqual(["{}"]);
    expect(context.effects).toEqual([]);
  });
});
