import type { Effect, FactorType, PipelineStep } from "../../src/pipeline";
import { action, actionEntries, login, pipeline, type TestLogin } from "./support";

const challenge = (...types: string[]) =>
  `api.authentication.challengeWith({type:'${types[0]}'}, {additionalFactors: ${JSON.stringify(types.slice(1).map((type) => ({ type })))}});`;
const enroll = (...types: string[]) => challenge(...types).replace("challengeWith", "enrollWith");
const logs = (context: TestLogin) => context.effects.filter((effect) => effect.kind === "tenant_log") as Effect[];
const paused = (prompt: object): PipelineStep => ({ status: "paused", prompt: expect.objectContaining(prompt) });
const denied = (description: unknown) => ({ status: "ended", error: "access_denied", description });

describe("a challenge", () => {
  it("lets its Action finish, holds the next one, and goes on with that after the answer", async () => {
    const actions = [
      action("ask", `${challenge("phone")} console.log('still running')`),
      action("after", "console.log(JSON.stringify(event.request))"),
    ];
    const context = login();
    const execution = pipeline(actions, context);
    expect(await execution.run()).toEqual({
      status: "paused",
      prompt: { command: "challenge", factors: ["phone"], origin: "action", action: "ask" },
    });
    expect(actionEntries(execution).map((entry) => entry.name)).toEqual(["ask"]);
    context.document = { ...context.document, request: { ip: "192.0.2.2" } };
    expect(await execution.resume({ factor: "phone" })).toEqual({ status: "completed" });
    expect(execution.timeline.map((entry) => entry.kind)).toEqual(["action", "pause", "resume", "action", "end"]);
    expect(actionEntries(execution)[0]!.console).toEqual([{ level: "log", text: "still running" }]);
    expect(actionEntries(execution)[1]!.console).toEqual([{ level: "log", text: '{"ip":"192.0.2.2"}' }]);
  });

  it("offers the default factor first, then the additional ones, each once", async () => {
    const context = login({ enrolled: ["otp", "email", "phone"] });
    const step = await pipeline([action("ask", challenge("phone", "phone", "otp"))], context).run();
    expect(step).toEqual(paused({ factors: ["phone", "otp"] }));
  });

  it("passes on how the phone is to be used", async () => {
    const body = "api.authentication.challengeWithAny([{type:'otp'},{type:'phone',options:{preferredMethod:'voice'}}])";
    const context = login({ enrolled: ["otp", "phone"] });
    expect(await pipeline([action("ask", body)], context).run()).toEqual(paused({ preferredMethod: "voice" }));
  });

  it("knows push as another name of push-notification", async () => {
    const context = login({ enrolled: ["push-notification"], enabledFactors: () => ["push-notification"] });
    expect(await pipeline([action("ask", challenge("push"))], context).run()).toEqual(
      paused({ factors: ["push-notification"] }),
    );
  });

  it("ignores a factor that is not enrolled or not enabled, and warns in the tenant log", async () => {
    const context = login({ enrolled: ["phone", "webauthn-roaming"] });
    const step = await pipeline([action("ask", challenge("otp", "webauthn-roaming", "phone"))], context).run();
    expect(step).toEqual(paused({ factors: ["phone"] }));
    expect(logs(context)).toEqual(
      ["otp", "webauthn-roaming"].map((factor) => ({
        kind: "tenant_log",
        type: "w",
        description: `An MFA challenge is used in a PostLogin action, but the requested factor ${factor} is not properly set up. Enable the requested factor and ensure the user is enrolled with it.`,
      })),
    );
  });

  it.each([challenge("otp"), challenge("sms"), "api.authentication.challengeWithAny()"])(
    "ends the login when no factor can be used: %s",
    async (body) => {
      const description =
        "An MFA challenge is used in a PostLogin action but the requested factors are not properly set up. To perform MFA, enable the requested factors and ensure the user is enrolled with them.";
      const context = login();
      expect(await pipeline([action("ask", body), action("after", "")], context).run()).toEqual(denied(description));
      expect(logs(context)).toEqual([{ kind: "tenant_log", type: "mfar", description }]);
    },
  );

  it("is not repeated for a factor that was used in this transaction", async () => {
    const actions = [action("one", challenge("phone")), action("two", challenge("phone")), action("three", "")];
    const execution = pipeline(actions);
    await execution.run();
    expect(await execution.resume({ factor: "phone" })).toEqual({ status: "completed" });
    expect(actionEntries(execution)).toHaveLength(3);
  });

  it("is asked again in the next transaction", async () => {
    const context = login();
    const first = pipeline([action("one", challenge("phone"))], context);
    await first.run();
    await first.resume({ factor: "phone" });
    expect(await pipeline([action("one", challenge("phone"))], context).run()).toEqual(paused({}));
  });

  it("still asks for the default factor when another one was used", async () => {
    const actions = [action("one", challenge("phone", "otp")), action("two", challenge("phone"))];
    const execution = pipeline(actions, login({ enrolled: ["phone", "otp"] }));
    await execution.run();
    expect(await execution.resume({ factor: "otp" })).toEqual(paused({ factors: ["phone"], action: "two" }));
  });
});

describe("several commands", () => {
  it("of one Action pause one after the other, before the next Action", async () => {
    const actions = [action("ask", challenge("otp") + challenge("phone")), action("after", "")];
    const execution = pipeline(actions, login({ enrolled: ["phone", "otp"] }));
    expect(await execution.run()).toEqual(paused({ factors: ["otp"] }));
    expect(await execution.resume({ factor: "otp" })).toEqual(paused({ factors: ["phone"] }));
    expect(actionEntries(execution)).toHaveLength(1);
    expect(await execution.resume({ factor: "phone" })).toEqual({ status: "completed" });
    expect(actionEntries(execution)).toHaveLength(2);
  });

  it("beyond four in one flow end the login", async () => {
    const four = challenge("phone").repeat(4);
    const within = pipeline([action("ask", four)]);
    await within.run();
    expect(await within.resume({ factor: "phone" })).toEqual({ status: "completed" });
    const beyond = pipeline([action("ask", four), action("fifth", challenge("phone"))]);
    await beyond.run();
    expect(await beyond.resume({ factor: "phone" })).toEqual(
      denied(expect.stringMatching(/"fifth".*challengeWith.*fifth/)),
    );
  });

  it("are dropped when the same Action denies the login", async () => {
    expect(await pipeline([action("ask", `${challenge("phone")} api.access.deny('no')`)]).run()).toEqual(denied("no"));
  });
});

describe("an enrolment", () => {
  it("asks a user without factors to enrol, which counts as an answer", async () => {
    const context = login({ enrolled: [] });
    const execution = pipeline([action("ask", enroll("phone") + challenge("phone"))], context);
    expect(await execution.run()).toEqual(paused({ command: "enroll", factors: ["phone"] }));
    context.enrolled = ["phone"];
    expect(await execution.resume({ factor: "phone" })).toEqual({ status: "completed" });
    expect(execution.timeline).toContainEqual({
      kind: "resume",
      at: expect.any(Number),
      command: "enroll",
      factor: "phone",
    });
  });

  it("may follow another one in the same flow", async () => {
    const any = "api.authentication.enrollWithAny([{type:'phone'},{type:'otp'}]);";
    const context = login({ enrolled: [] });
    const execution = pipeline([action("ask", any + any)], context);
    await execution.run();
    context.enrolled = ["otp"];
    expect(await execution.resume({ factor: "otp" })).toEqual(paused({ command: "enroll", factors: ["phone"] }));
  });

  it("fails while another confirmed factor was not challenged", async () => {
    const description =
      "An MFA enrollment was requested but the user is already enrolled in MFA. Challenge with at least one existing factor before enrolling a new one.";
    const context = login({ enrolled: ["otp"] });
    expect(await pipeline([action("ask", enroll("phone"))], context).run()).toEqual(denied(description));
    expect(logs(context)).toEqual([{ kind: "tenant_log", type: "mfar", description }]);
  });

  it("goes on once an existing factor was challenged", async () => {
    const execution = pipeline([action("ask", challenge("otp") + enroll("phone"))], login({ enrolled: ["otp"] }));
    await execution.run();
    expect(await execution.resume({ factor: "otp" })).toEqual(paused({ command: "enroll", factors: ["phone"] }));
  });

  it.each<[string, FactorType[]]>([
    ["a recovery code", ["recovery-code"]],
    ["a factor that is switched off", ["webauthn-platform"]],
  ])("is not held back by %s", async (_what, enrolled) => {
    expect(await pipeline([action("ask", enroll("phone"))], login({ enrolled })).run()).toEqual(
      paused({ command: "enroll" }),
    );
  });

  it("of what is enrolled already or can't be enrolled is ignored as long as something is left", async () => {
    const context = login({ enrolled: ["phone"] });
    const execution = pipeline(
      [action("ask", challenge("phone") + enroll("email", "webauthn-roaming", "otp"))],
      context,
    );
    await execution.run();
    expect(await execution.resume({ factor: "phone" })).toEqual(paused({ command: "enroll", factors: ["otp"] }));
    expect(logs(context)).toHaveLength(2);
  });

  it("of nothing but enrolled factors fails", async () => {
    const context = login({ enrolled: ["phone"] });
    expect(await pipeline([action("ask", enroll("phone"))], context).run()).toEqual(
      denied(
        "An MFA enrollment is used in a PostLogin action but the requested factors are not properly set up. To perform MFA, enable the requested factors and ensure the user is not already enrolled with them.",
      ),
    );
  });
});

describe("a command in a login without a browser", () => {
  it.each([
    ["silent", "interaction_required"],
    ["api", "mfa_required"],
    ["token-exchange", "access_denied"],
  ] as const)("of kind %s ends it with %s", async (interaction, error) => {
    const execution = pipeline([action("ask", challenge("phone")), action("after", "")], login({ interaction }));
    expect(await execution.run()).toMatchObject({ status: "ended", error });
    expect(actionEntries(execution)).toHaveLength(1);
  });
});

describe("without the tenant setting customize_mfa_in_postlogin_action", () => {
  it("a command ends the login and names the setting", async () => {
    const context = login({ customizeMfa: () => false });
    const step = await pipeline([action("ask", challenge("phone"))], context).run();
    expect(step).toEqual(denied(expect.stringContaining("customize_mfa_in_postlogin_action")));
    expect(logs(context)).toMatchObject([{ type: "mfar" }]);
  });
});

describe("MFA after the last Action", () => {
  const enable = action("enable", "api.multifactor.enable('any', {allowRememberBrowser: false})");

  it("comes from api.multifactor.enable, and nothing runs after it", async () => {
    const execution = pipeline([enable, action("after", "")]);
    expect(await execution.run()).toEqual({
      status: "paused",
      prompt: { command: "challenge", factors: ["phone"], origin: "multifactor.enable" },
    });
    expect(actionEntries(execution)).toHaveLength(2);
    expect(await execution.resume({ factor: "phone" })).toEqual({ status: "completed" });
    expect(actionEntries(execution)).toHaveLength(2);
  });

  it("comes from the policy Always, as an enrolment when nothing is enrolled", async () => {
    const policy = () => "all-applications" as const;
    expect(await pipeline([], login({ policy })).run()).toEqual(paused({ command: "challenge", origin: "policy" }));
    const step = await pipeline([], login({ policy, enrolled: [] })).run();
    expect(step).toEqual(paused({ command: "enroll", factors: ["phone", "otp"], origin: "policy" }));
  });

  it("asks to enrol when a recovery code is all that is enrolled", async () => {
    const context = login({ policy: () => "all-applications", enrolled: ["recovery-code"] });
    expect(await pipeline([], context).run()).toEqual(paused({ command: "enroll", factors: ["phone", "otp"] }));
  });

  it("comes from Adaptive MFA only at low confidence", async () => {
    const at = (confidence: string) =>
      login({
        policy: () => "confidence-score",
        document: { user: {}, authentication: { methods: [], riskAssessment: { confidence } } },
      });
    expect(await pipeline([], at("low")).run()).toEqual(paused({ origin: "policy" }));
    expect(await pipeline([], at("medium")).run()).toEqual({ status: "completed" });
  });

  it("is overridden by a challenge that an Action asked for and the person answered", async () => {
    const context = login({ policy: () => "all-applications" });
    const execution = pipeline([enable, action("ask", challenge("phone"))], context);
    await execution.run();
    expect(await execution.resume({ factor: "phone" })).toEqual({ status: "completed" });
  });

  it("is switched off by api.multifactor.enable('none')", async () => {
    const context = login({ policy: () => "all-applications" });
    expect(await pipeline([action("off", "api.multifactor.enable('none')")], context).run()).toEqual({
      status: "completed",
    });
  });

  it("ends a silent login", async () => {
    const context = login({ policy: () => "all-applications", interaction: "silent" });
    expect(await pipeline([], context).run()).toMatchObject({ error: "interaction_required" });
  });

  it("ends the login when no factor is switched on", async () => {
    const context = login({ policy: () => "all-applications", enabledFactors: () => [] });
    expect(await pipeline([], context).run()).toEqual(denied(expect.stringContaining("no factor that is switched on")));
  });
});

describe("calls out of order", () => {
  it("are programmer errors that say what is wrong", async () => {
    const execution = pipeline([action("ask", challenge("phone"))]);
    await expect(execution.resume({ factor: "phone" })).rejects.toThrow("needs a paused login; this one is new");
    await execution.run();
    await expect(execution.run()).rejects.toThrow("called once per login; this one is paused");
    await expect(execution.resume({ factor: "otp" })).rejects.toThrow("got otp; the prompt offers phone");
    await execution.resume({ factor: "phone" });
    await expect(execution.resume({ factor: "phone" })).rejects.toThrow("this one is over");
  });
});
