import { LoginEngine } from "../../src/auth0/login";
import { messageTypes, retryDelays, TenantPhone } from "../../src/auth0/phone";
import { LocalTenant } from "../../src/auth0/tenant";
import { ActionInstances } from "../../src/pipeline";
import { ManualClock } from "../../src/support/clock";
import { addAction, onPostLogin } from "../login/support";

/** A tenant whose phone provider's Action runs `body` with `event`, `api` and `require`; `undefined`: it has none. */
function setUp(body: string | undefined = "console.log(JSON.stringify(event))", top = "") {
  const clock = new ManualClock();
  const tenant = new LocalTenant({ domain: "localhost:8443", name: "acme", clock });
  tenant.settings.patch({ customize_mfa_in_postlogin_action: true });
  tenant.guardian.setEnabled("sms", true);
  const instances = new ActionInstances();
  const phone = new TenantPhone({ tenant, instances });
  const engine = new LoginEngine({ tenant, phone, instances });
  const code = `${top} exports.onExecuteCustomPhoneProvider = async (event, api) => { ${body} };`;
  if (body !== undefined) deployProvider(tenant, code);
  tenant.phoneProvider.create({
    name: "custom",
    configuration: { deliveryMethods: ["text", "voice"] },
    credentials: {},
  });
  return {
    clock,
    tenant,
    phone,
    engine,
    logs: () => tenant.logs.list().map(({ type, description }) => `${type}: ${description}`),
    logIn: () => engine.startLogin({ user: "phone-only", method: "sms" }),
  };
}

function deployProvider(tenant: LocalTenant, code: string): string {
  const trigger = { id: "custom-phone-provider", version: "v1" };
  const secrets = [{ name: "TOKEN", value: "a-secret-token" }];
  const { id } = tenant.actions.create({ name: "Provider", code, trigger, secrets });
  tenant.actions.deploy(id);
  tenant.bindings.replace("custom-phone-provider", [{ ref: { type: "action_id", value: id } }]);
  return id;
}

const runs = (login: { timeline: readonly { kind: string }[] }) =>
  login.timeline.filter(({ kind }) => kind === "phone-provider") as unknown as {
    result: string;
    reason?: string;
    attempt: number;
    console: { text: string }[];
  }[];

test("the Action gets the message with the documented event, and its own secrets", async () => {
  const { logIn, tenant } = setUp("console.log(JSON.stringify({ ...event, secrets: Object.keys(event.secrets) }))");
  const login = await logIn();
  expect(JSON.parse(runs(login)[0]!.console[0]!.text)).toMatchObject({
    client: { client_id: expect.any(String), name: expect.any(String), metadata: {} },
    connection: { strategy: "sms" },
    notification: {
      message_type: "otp_verify",
      delivery_method: "text",
      recipient: "+12025550101",
      code: expect.stringMatching(/^\d{6}$/),
      as_text: expect.stringContaining("code"),
      as_voice: expect.any(String),
      locale: "en",
    },
    request: { ip: expect.any(String), method: expect.any(String), geoip: {} },
    secrets: ["TOKEN"],
    tenant: { id: tenant.name },
    transaction: { correlation_id: expect.any(String) },
    user: { phone_number: "+12025550101" },
  });
  expect(login.timeline.map(({ kind }) => kind)).toEqual(["phone-provider", "code-sent"]);
});

test("neither what it knows of the person elsewhere nor a secret gets onto the timeline", async () => {
  const { logIn } = setUp("console.log(JSON.stringify(event.user)); api.notification.drop(event.secrets.TOKEN)");
  const [run] = runs(await logIn());
  expect(JSON.parse(run!.console[0]!.text)).not.toHaveProperty("identities");
  expect(run).toMatchObject({ result: "drop", reason: "[secret TOKEN]" });
});

describe("What the Action says:", () => {
  test.each([
    ["nothing", "", "sent", undefined],
    ["drop", "api.notification.drop('no credit')", "drop", "no credit"],
    ["retry", "api.notification.retry('busy')", "retry", "busy"],
    ["retry, then drop", "api.notification.retry('busy'); api.notification.drop('no credit')", "drop", "no credit"],
    ["drop, then retry", "api.notification.drop('no credit'); api.notification.retry('busy')", "retry", "busy"],
    ["a throw", "throw new Error('broken')", "error", "broken"],
    ["a throw after a drop", "api.notification.drop('x'); throw new Error('broken')", "error", "broken"],
  ])("%s", async (_, body, result, reason) => {
    const { logIn, logs } = setUp(body);
    const login = await logIn();
    expect(runs(login)).toMatchObject([{ result, attempt: 1, ...(reason && { reason }) }]);
    expect(login.state).toBe("awaiting-code");
    expect(logs().at(-1)).toBe(reason ? `fn: ${reason}` : "cs: Passwordless login code has been sent");
    expect(login.timeline.at(-1)?.kind).toBe(reason ? "code-not-sent" : "code-sent");
  });

  test("only 1024 characters of a reason are kept", async () => {
    const { logIn, logs } = setUp("api.notification.drop('x'.repeat(2000))");
    await logIn();
    expect(logs()).toEqual([`fn: ${"x".repeat(1024)}`]);
  });

  test("a throw stands in the log as a failed Action, too", async () => {
    const { logIn, logs } = setUp("throw new Error('broken')");
    await logIn();
    expect(logs()).toEqual(["actions_execution_failed: Provider: action_error: broken", "fn: broken"]);
  });

  test("MFA has log entries of its own, by channel", async () => {
    const { engine, tenant, logs } = setUp("api.notification.drop('no credit')");
    addAction(tenant, "Challenge", onPostLogin('api.authentication.challengeWith({ type: "phone" });'));
    await engine.startLogin({ user: "password-phone", method: "password" });
    expect(logs()).toEqual([expect.stringMatching("^gd_start_auth"), "gd_send_sms_failure: Guardian - no credit"]);
    await engine.startLogin({ user: "password-phone", method: "password", channel: "voice" });
    expect(logs().at(-1)).toBe("gd_send_voice_failure: Guardian - no credit");
  });
});

describe("Nothing arrives, and the log says why,", () => {
  test.each<[string, (tenant: LocalTenant) => void, string]>([
    ["without a provider", ({ phoneProvider: p }) => p.delete(p.current()!.id), "No phone provider is configured."],
    [
      "with a disabled one",
      ({ phoneProvider: p }) => p.update(p.current()!.id, { disabled: true }),
      "The phone provider is disabled.",
    ],
    [
      "with one that only calls",
      ({ phoneProvider: p }) => p.update(p.current()!.id, { configuration: { deliveryMethods: ["voice"] } }),
      "The phone provider does not have the delivery method text.",
    ],
    [
      "with Twilio's",
      ({ phoneProvider: p }) =>
        p.update(p.current()!.id, {
          name: "twilio",
          configuration: { deliveryMethods: ["text"], sid: "AC1", defaultFrom: "+12025550199" },
        }),
      "The local tenant can't send through the phone provider twilio.",
    ],
    [
      "without its Action",
      ({ actions, bindings }) => {
        bindings.unbind(actions.list({ name: "Provider" })[0]!.id);
      },
      "The custom phone provider has no deployed Action.",
    ],
  ])("%s", async (_, change, reason) => {
    const { logIn, tenant, logs } = setUp();
    change(tenant);
    const login = await logIn();
    expect(login.state).toBe("awaiting-code");
    expect(runs(login)).toEqual([]);
    expect(logs()).toEqual([`fn: ${reason}`]);
  });

  test.each([
    [
      "a handler of another trigger",
      "exports.onExecutePostLogin = async () => {};",
      "is not one of custom-phone-provider",
    ],
    ["no handler", "exports.other = 1;", 'Invalid function signature for the "onExecuteCustomPhoneProvider" handler'],
    ["a top-level throw", "throw new Error('at the top');", "at the top"],
  ])("with an Action that has %s", async (_, code, reason) => {
    const { logIn, tenant, logs } = setUp();
    deployProvider(tenant, code);
    await logIn();
    expect(logs()).toEqual([expect.stringContaining("actions_execution_failed"), expect.stringContaining(reason)]);
  });
});

describe("A retry", () => {
  const untilTheThird = "if (n++ < 2) api.notification.retry('busy');";

  test("comes with the same code, on the tenant's clock, until the Action sends", async () => {
    const { logIn, clock, phone, logs } = setUp(
      `codes.push(event.notification.code); ${untilTheThird} console.log(new Set(codes).size);`,
      "let n = 0; const codes = [];",
    );
    const login = await logIn();
    expect(phone.retries).toBe(1);
    await phone.retryDue();
    expect(runs(login)).toHaveLength(1);
    for (const delay of retryDelays.slice(0, 2)) {
      clock.advance(delay);
      await phone.retryDue();
    }
    expect(runs(login).map(({ attempt, result }) => [attempt, result])).toEqual([
      [1, "retry"],
      [2, "retry"],
      [3, "sent"],
    ]);
    expect(runs(login)[2]?.console).toMatchObject([{ text: "1" }]);
    expect(phone.retries).toBe(0);
    expect(logs()).toEqual(["fn: busy", "fn: busy", "cs: Passwordless login code has been sent"]);
  });

  test("is made five times within minutes, and then no more", async () => {
    const { logIn, clock, phone } = setUp("api.notification.retry('busy')");
    const login = await logIn();
    const started = clock.now();
    while (phone.retries > 0) {
      clock.advance(5000);
      await phone.retryDue();
    }
    expect(runs(login)).toHaveLength(6);
    expect(clock.now() - started).toBeLessThanOrEqual(5 * 60_000);
  });

  test("happens by itself once its time has come", async () => {
    const { logIn, clock, phone } = setUp(untilTheThird, "let n = 1;");
    const login = await logIn();
    clock.advance(retryDelays[0]);
    while (phone.retries > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(runs(login)).toHaveLength(2);
  });

  test("is forgotten at a reset", async () => {
    const { logIn, clock, phone } = setUp("api.notification.retry('busy')");
    const login = await logIn();
    phone.reset();
    clock.advance(60 * 60_000);
    await phone.retryDue();
    expect(runs(login)).toHaveLength(1);
  });
});

test("api.cache is kept between messages, and is not the one of post-login", async () => {
  const { engine, tenant } = setUp(
    "console.log(api.cache.get('n')?.value); api.cache.set('n', String(Number(api.cache.get('n')?.value ?? 0) + 1));",
  );
  addAction(tenant, "Post-login", onPostLogin("console.log(api.cache.get('n')?.value); api.cache.set('n', 'mine');"));
  addAction(tenant, "Challenge", onPostLogin('api.authentication.challengeWith({ type: "phone" });'));
  const first = await engine.startLogin({ user: "password-phone", method: "password" });
  const second = await engine.startLogin({ user: "password-phone", method: "password" });
  const printed = (login: typeof first, kind: string) =>
    login.timeline.flatMap((entry) =>
      entry.kind === kind && "console" in entry ? entry.console.map(({ text }) => text) : [],
    );
  expect([printed(first, "phone-provider"), printed(second, "phone-provider")]).toEqual([["undefined"], ["1"]]);
  expect([printed(first, "action"), printed(second, "action")]).toEqual([["undefined"], ["mine"]]);
});

describe("A message outside of any login", () => {
  test.each(messageTypes)("%s is handed over with a code where it has one", async (messageType) => {
    const { engine } = setUp(
      "const { message_type, code, as_text } = event.notification; console.log(message_type, typeof code, typeof as_text)",
    );
    const { sent, timeline } = await engine.sendMessage("password-phone", messageType, "voice");
    expect(sent).toBe(true);
    expect(runs({ timeline })[0]?.console[0]?.text).toBe(
      `${messageType} ${messageType.startsWith("otp_") ? "string" : "undefined"} string`,
    );
  });

  test("that fails says why, in the log, too", async () => {
    const { engine, logs } = setUp("api.notification.drop('no sender')");
    expect(await engine.sendMessage("password-phone", "blocked_account")).toMatchObject({
      sent: false,
      reason: "no sender",
    });
    expect(logs()).toEqual(["fn: no sender"]);
  });

  test("needs a number", async () => {
    const { engine } = setUp();
    engine.users.get("email-only").phone_number = undefined;
    await expect(engine.sendMessage("email-only", "blocked_account")).rejects.toThrow("has no phone number");
  });
});
