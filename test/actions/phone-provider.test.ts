import { createServer } from "node:net";
import fc from "fast-check";
import { onExecuteCustomPhoneProvider } from "../../actions/phone-provider";
import type { Notification } from "../../actions/types/custom-phone-provider";
import type { PhoneProviderSettings } from "../../actions/types/settings";
import {
  ACCOUNT,
  type Event,
  phoneMessage,
  recordedNotifications,
  type ScriptedTwilio,
  SECRETS,
  SERVICE,
  scriptedTwilio,
  type TwilioAnswer,
} from "./phone-messages";

let twilio: ScriptedTwilio;
let lines: string[];
beforeAll(async () => {
  twilio = await scriptedTwilio();
});
afterAll(() => twilio.stop());
beforeEach(() => {
  twilio.requests.length = 0;
  twilio.answers.length = 0;
  lines = [];
  jest.spyOn(console, "log").mockImplementation((line) => void lines.push(line));
});
afterEach(() => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(globalThis, "settings");
});

interface Sent {
  /** What the Action told the platform. */
  calls: string[];
  /** Its log line, without the fixed beginning and the milliseconds. */
  outcome: string;
}

async function send(event: Event, changed: Partial<PhoneProviderSettings> = {}): Promise<Sent> {
  const settings = { deadlineMs: 10_000, resend: "create", deviceIp: false, verifyOrigin: twilio.origin, ...changed };
  Object.assign(globalThis, { settings });
  const api = recordedNotifications();
  await onExecuteCustomPhoneProvider(event, api);
  expect(lines).toHaveLength(1);
  const [line] = lines as [string];
  expect(line).toMatch(/^verify-feedback phone-provider \S+( \S+ \S+)? \d+ms( [a-z-]+)*$/);
  for (const personal of ["2025550100", "123456", "203.0.113.7", "the-auth-token", "ana@"]) {
    expect(line + api.calls.join()).not.toContain(personal);
  }
  return { calls: api.calls, outcome: line.replace("verify-feedback phone-provider ", "").replace(/ \d+ms/, "") };
}

const form = () => twilio.requests.at(-1)?.form;

test("A code by text goes to Verify as it is", async () => {
  expect(await send(phoneMessage())).toEqual({ calls: [], outcome: "sent sms" });
  expect(twilio.requests).toEqual([
    {
      path: `/v2/Services/${SERVICE}/Verifications`,
      form: { To: "+12025550100", Channel: "sms", CustomCode: "123456" },
      authorization: `Basic ${Buffer.from(`${ACCOUNT}:the-auth-token`).toString("base64")}`,
    },
  ]);
});

test("An API key signs in where the tenant has one", async () => {
  const key = `SK${"4".repeat(32)}`;
  await send(phoneMessage({}, { secrets: { ...SECRETS, TWILIO_API_KEY: key, TWILIO_API_KEY_SECRET: "s3cret" } }));
  expect(twilio.requests[0]?.authorization).toBe(`Basic ${Buffer.from(`${key}:s3cret`).toString("base64")}`);
});

describe("The channel is that of the delivery method:", () => {
  test.each([
    ["text", "sms"],
    ["voice", "call"],
  ] as const)("%s is %s", async (delivery_method, channel) => {
    expect(await send(phoneMessage({ delivery_method }))).toEqual({ calls: [], outcome: `sent ${channel}` });
    expect(form()?.Channel).toBe(channel);
  });

  test.each(["email", "toString", undefined])("%s is dropped", async (method) => {
    const { outcome } = await send(phoneMessage({ delivery_method: method as "text" }));
    expect(outcome).toBe("dropped:delivery-method - -");
    expect(twilio.requests).toEqual([]);
  });
});

test.each(["otp_verify", "otp_enroll", "blocked_account", "change_password", "password_breach", "newer"])(
  "A message %s that has a code goes to Verify",
  async (type) => {
    expect((await send(phoneMessage({ message_type: type as "otp_verify" }))).outcome).toBe("sent sms");
    expect(form()?.CustomCode).toBe("123456");
  },
);

describe("The recipient is brought to E.164:", () => {
  test.each([
    ["+12025550100", "+12025550100"],
    ["+1-202-555-0100", "+12025550100"],
    ["+1 (202) 555 0100", "+12025550100"],
    [" +44 20 7946 0018 ", "+442079460018"],
    ["12025550100", "+12025550100"],
  ])("%s", async (recipient, to) => {
    await send(phoneMessage({ recipient }));
    expect(form()?.To).toBe(to);
  });

  test.each([
    ["", "no-number"],
    [undefined, "no-number"],
    ["ana@example.com", "not-e164"],
    ["+0123", "not-e164"],
  ])("%s is dropped", async (recipient, why) => {
    const { outcome, calls } = await send(phoneMessage({ recipient: recipient as string }));
    expect(outcome).toBe(`dropped:${why} - - sms`);
    expect(calls).toEqual([`drop ${why}: The recipient is not a number that Twilio can send to.`]);
    expect(twilio.requests).toEqual([]);
  });
});

describe("The locale is Verify's, or none:", () => {
  test.each([
    ["en", "en"],
    ["en_US", "en"],
    ["en-GB", "en-GB"],
    ["en_gb", "en-GB"],
    ["de-AT", "de"],
    ["PT-br", "pt-BR"],
    ["pt_PT", "pt"],
    ["es-419", "es"],
    ["fr-CA", "fr"],
    ["no", "nb"],
    ["nn-NO", "nb"],
    ["fil-PH", "tl"],
    ["iw", "he"],
    ["zh", "zh"],
    ["zh-Hans-SG", "zh-CN"],
    ["zh_TW", "zh-HK"],
    ["zh-Hant", "zh-HK"],
    ["zh-Hant-TW", "zh-HK"],
    ["sr-Latn-RS", undefined],
    ["cy", undefined],
    ["x-klingon", undefined],
    ["", undefined],
    [undefined, undefined],
    [7, undefined],
  ])("%s is %s", async (locale, verify) => {
    await send(phoneMessage({ locale: locale as string }));
    expect(form()?.Locale).toBe(verify);
  });

  test("one that Verify's template lacks is left out at a second try", async () => {
    twilio.answers.push({ status: 404, code: 20404 });
    expect(await send(phoneMessage({ locale: "vi" }))).toEqual({ calls: [], outcome: "sent sms without-locale" });
    expect(twilio.requests.map(({ form: { Locale } }) => Locale)).toEqual(["vi", undefined]);
  });
});

describe("Only what is configured goes along:", () => {
  const all = ["DeviceIp", "Tags", "RateLimits"] as const;
  const extras = () =>
    Object.fromEntries(all.flatMap((name) => (form()?.[name] === undefined ? [] : [[name, form()?.[name]]])));

  test.each<[string, Partial<PhoneProviderSettings>, Record<string, string>]>([
    ["nothing", {}, {}],
    ["the device's address", { deviceIp: true }, { DeviceIp: "203.0.113.7" }],
    ["tags", { tags: { app: "shop" } }, { Tags: '{"app":"shop"}' }],
    ["a rate limit by address", { rateLimits: { by_ip: "ip" } }, { RateLimits: '{"by_ip":"203.0.113.7"}' }],
    [
      "rate limits by recipient and client",
      { rateLimits: { number: "recipient", app: "client" } },
      { RateLimits: '{"number":"+12025550100","app":"web"}' },
    ],
  ])("%s", async (_, settings, expected) => {
    await send(phoneMessage(), settings);
    expect(extras()).toEqual(expected);
  });

  test("what is configured and not in the event does not go along", async () => {
    const event = { ...phoneMessage(), request: undefined, client: undefined } as unknown as Event;
    const { outcome } = await send(event, { deviceIp: true, rateLimits: { by_ip: "ip", app: "client" } });
    expect(outcome).toBe("sent sms");
    expect(extras()).toEqual({});
  });
});

describe("What Verify refuses with", () => {
  /** [Twilio's code, HTTP status, outcome]; every code of Verify's, those whose status is not known with several. */
  const dropped: [code: number, http: number, reason: string][] = [
    [20404, 404, "service-not-found"],
    [20003, 401, "authentication"],
    [20003, 403, "authentication"],
    [60200, 400, "invalid-parameter"],
    [60202, 429, "max-check-attempts"],
    [60203, 429, "max-send-attempts"],
    [60204, 403, "custom-codes-off"],
    [60205, 403, "landline"],
    [60207, 429, "verify-rate-limit"],
    [60212, 429, "concurrent-sends"],
    [60223, 403, "channel-off"],
    [60223, 503, "channel-off"],
    [60238, 403, "blocked-by-twilio"],
    [60238, 429, "blocked-by-twilio"],
    [60410, 403, "fraud-guard"],
    [60410, 429, "fraud-guard"],
    [60413, 403, "device-intelligence"],
    [60413, 500, "device-intelligence"],
    [60441, 400, "illegal-status"],
    [60605, 403, "geo-permissions"],
    [30450, 400, "pumping-protection"],
    [70051, 401, "permission"],
    [70051, 403, "permission"],
  ];
  test.each(dropped)("%i (HTTP %i) is dropped as %s", async (code, status, reason) => {
    twilio.answers.push({ status, code });
    const { outcome, calls } = await send(phoneMessage());
    expect(outcome).toBe(`dropped:${reason} ${status} ${code} sms`);
    expect(calls).toEqual([expect.stringMatching(`^drop ${reason}: .+\\. Twilio error ${code}\\.$`)]);
    expect(twilio.requests).toHaveLength(1);
  });

  test("has a reason of its own for each code", () => {
    const reasons = new Map(dropped.map(([code, , reason]) => [code, reason]));
    expect(new Set(reasons.values()).size).toBe(reasons.size);
  });

  test.each<[string, TwilioAnswer, outcome: string, call: string]>([
    ["20429", { status: 429, code: 20429 }, "retry:rate-limited 429 20429", "retry"],
    ["20429 with another status", { status: 403, code: 20429 }, "retry:rate-limited 403 20429", "retry"],
    ["429 with a code that nobody knows", { status: 429, code: 99999 }, "retry:rate-limited 429 99999", "retry"],
    ["429 without a code", { status: 429, body: "slow down" }, "retry:rate-limited 429 -", "retry"],
    ["500 and Twilio's code for it", { status: 500, code: 20500 }, "retry:server 500 20500", "retry"],
    ["502 and HTML", { status: 502, body: "<h1>Gateway</h1>" }, "retry:server 502 -", "retry"],
    ["503", { status: 503 }, "retry:server 503 -", "retry"],
    ["401 without a code", { status: 401, body: "" }, "dropped:authentication 401 -", "drop"],
    ["403 with a code that nobody knows", { status: 403, code: 99999 }, "dropped:permission 403 99999", "drop"],
    ["400 with a code that nobody knows", { status: 400, code: 99999 }, "dropped:refused 400 99999", "drop"],
    ["a code that may be a number", { status: 400, body: '{"code":15550001111}' }, "dropped:refused 400 -", "drop"],
    ["a code that is text", { status: 400, body: '{"code":"60410"}' }, "dropped:refused 400 -", "drop"],
    ["a redirect", { status: 302, body: "" }, "dropped:refused 302 -", "drop"],
  ])("%s", async (_, answer, outcome, call) => {
    twilio.answers.push(answer);
    const sent = await send(phoneMessage());
    expect(sent.outcome).toBe(`${outcome} sms`);
    expect(sent.calls).toEqual([expect.stringMatching(`^${call} `)]);
  });
});

describe("Where nobody knows whether the code went out, it is dropped:", () => {
  const reason = /^drop unknown-delivery: /;

  test.each<[string, TwilioAnswer, string]>([
    ["a connection that breaks after the request", "reset", "dropped:unknown-delivery - ECONNRESET sms"],
    ["HTML with 200", { status: 200, body: "<h1>Hello</h1>" }, "dropped:unknown-delivery 200 - sms"],
    ["half of a JSON document", { status: 201, body: '{"sid":"VE' }, "dropped:unknown-delivery 201 - sms"],
    ["null", { status: 201, body: "null" }, "dropped:unknown-delivery 201 - sms"],
  ])("%s", async (_, answer, outcome) => {
    twilio.answers.push(answer);
    const sent = await send(phoneMessage());
    expect(sent.outcome).toBe(outcome);
    expect(sent.calls).toEqual([expect.stringMatching(reason)]);
    expect(twilio.requests).toHaveLength(1);
  });

  test("an answer that does not come within the deadline", async () => {
    twilio.answers.push("hang");
    const started = performance.now();
    const sent = await send(phoneMessage(), { deadlineMs: 300 });
    expect(performance.now() - started).toBeGreaterThanOrEqual(295);
    expect(sent.outcome).toBe("dropped:unknown-delivery - DeadlineError sms");
    expect(sent.calls).toEqual([expect.stringMatching(reason)]);
  });

  test("all requests of a message share one deadline", async () => {
    twilio.answers.push({ status: 404, code: 20404 }, "hang");
    const started = performance.now();
    await send(phoneMessage({ locale: "en" }), { deadlineMs: 400 });
    expect(twilio.requests).toHaveLength(2);
    expect(performance.now() - started).toBeLessThan(800);
  });
});

describe("What fails before the request is sent is tried again later:", () => {
  const closedPort = async (): Promise<number> => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    return port;
  };

  test("a port that nobody listens on", async () => {
    const { outcome, calls } = await send(phoneMessage(), { verifyOrigin: `https://localhost:${await closedPort()}` });
    expect(outcome).toBe("retry:not-sent - ECONNREFUSED sms");
    expect(calls).toEqual(["retry not-sent: Twilio could not be reached."]);
  });

  test("the name is not found", async () => {
    const { outcome } = await send(phoneMessage(), { verifyOrigin: "https://verify.invalid" });
    expect(outcome).toMatch(/^retry:not-sent - (ENOTFOUND|EAI_AGAIN) sms$/);
  });

  test("the connection breaks before it is secure", async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", () => socket.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const { outcome } = await send(phoneMessage(), { verifyOrigin: `https://localhost:${port}` });
    server.close();
    expect(outcome).toBe("retry:not-sent - ECONNRESET sms");
  });

  test("what listens speaks no TLS", async () => {
    const server = createServer((socket) => {
      // Read to its end, or it stays open.
      socket.on("error", () => {}).resume();
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const { outcome } = await send(phoneMessage(), { verifyOrigin: `https://localhost:${port}` });
    server.close();
    expect(outcome).toMatch(/^retry:not-sent - [A-Z_]+ sms$/);
  });
});

describe("A message without a code", () => {
  const types: Notification["message_type"][] = ["blocked_account", "change_password", "password_breach"];
  const messagingServiceSid = `MG${"5".repeat(32)}`;
  const without = (type: Notification["message_type"], more: Partial<Notification> = {}) =>
    phoneMessage({ message_type: type, code: undefined, as_text: "Your account is blocked.", ...more });

  test.each(types)("%s is dropped where the tenant has no sender for it", async (type) => {
    const { outcome, calls } = await send(without(type));
    expect(outcome).toBe("dropped:without-code - - sms");
    expect(calls).toEqual([
      "drop without-code: Verify sends codes only, and this tenant has no sender for other messages.",
    ]);
    expect(twilio.requests).toEqual([]);
  });

  test.each(types)("%s goes out as Auth0 wrote it where the tenant has a messaging service", async (type) => {
    expect(await send(without(type), { messagingServiceSid })).toEqual({ calls: [], outcome: "sent sms message" });
    expect(twilio.requests).toMatchObject([
      {
        path: `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`,
        form: { To: "+12025550100", MessagingServiceSid: messagingServiceSid, Body: "Your account is blocked." },
      },
    ]);
  });

  test.each(types)("%s by voice is dropped: there is nothing to speak it with", async (type) => {
    const { outcome } = await send(without(type, { delivery_method: "voice" }), { messagingServiceSid });
    expect(outcome).toBe("dropped:voice-without-code - - call");
    expect(twilio.requests).toEqual([]);
  });

  test.each<[TwilioAnswer, string]>([
    [{ status: 400, code: 21211 }, "dropped:refused 400 21211 sms message"],
    [{ status: 429, code: 20429 }, "retry:rate-limited 429 20429 sms message"],
    [{ status: 500 }, "retry:server 500 - sms message"],
  ])("ends by what Twilio answers: %j", async (answer, outcome) => {
    twilio.answers.push(answer);
    expect((await send(without("blocked_account"), { messagingServiceSid })).outcome).toBe(outcome);
  });

  test("needs the account's own SID for Twilio's Messages", async () => {
    const secrets = { ...SECRETS, TWILIO_ACCOUNT_SID: `SK${"4".repeat(32)}` };
    const event = { ...without("blocked_account"), secrets };
    expect((await send(event, { messagingServiceSid })).outcome).toBe(
      "dropped:secrets - TWILIO_ACCOUNT_SID sms message",
    );
  });

  test.each(["otp_verify", "otp_enroll"] as const)("is dropped where it should have one: %s", async (type) => {
    const { outcome } = await send(without(type), { messagingServiceSid });
    expect(outcome).toBe("dropped:no-code - - sms");
    expect(twilio.requests).toEqual([]);
  });
});

describe("cancel-first", () => {
  const settings = { resend: "cancel-first", rateLimits: { number: "recipient" } } as const;
  const paths = () => twilio.requests.map(({ path, form: { Status } }) => [path.split("/").at(-1), Status]);

  test("closes what is pending at the number, then sends", async () => {
    expect((await send(phoneMessage({ recipient: "+1-202-555-0100" }), settings)).outcome).toBe(
      "sent sms canceled-first",
    );
    expect(paths()).toEqual([
      ["+12025550100", "canceled"],
      ["Verifications", undefined],
    ]);
  });

  test.each<[string, TwilioAnswer]>([
    ["nothing is pending", { status: 404, code: 20404 }],
    ["it is closed already", { status: 400, code: 60441 }],
  ])("sends where %s", async (_, answer) => {
    twilio.answers.push(answer);
    expect((await send(phoneMessage(), settings)).outcome).toBe("sent sms");
    expect(twilio.requests).toHaveLength(2);
  });

  test.each<[string, TwilioAnswer, string]>([
    ["the key may not update", { status: 403, code: 70051 }, "dropped:permission 403 70051 sms"],
    ["Twilio is busy", { status: 429, code: 20429 }, "retry:rate-limited 429 20429 sms"],
    ["Twilio fails", { status: 503 }, "retry:server 503 - sms"],
    ["the connection breaks", "reset", "retry:not-sent - ECONNRESET sms"],
    ["the deadline passes", "hang", "dropped:unknown-delivery - DeadlineError sms"],
  ])("sends nothing where %s", async (_, answer, outcome) => {
    twilio.answers.push(answer);
    expect((await send(phoneMessage(), { ...settings, deadlineMs: 500 })).outcome).toBe(outcome);
    expect(paths()).toEqual([["+12025550100", "canceled"]]);
  });
});

describe("Secrets that are missing or malformed drop the message and are named:", () => {
  test.each<[string, Partial<typeof SECRETS> | undefined]>([
    ["TWILIO_ACCOUNT_SID", undefined],
    ["TWILIO_ACCOUNT_SID", {}],
    ["TWILIO_AUTH_TOKEN", { ...SECRETS, TWILIO_AUTH_TOKEN: "" }],
    ["TWILIO_VERIFY_SID", { ...SECRETS, TWILIO_VERIFY_SID: "VA1" }],
    ["TWILIO_API_KEY_SECRET", { ...SECRETS, TWILIO_API_KEY: `SK${"4".repeat(32)}` }],
  ])("%s", async (name, secrets) => {
    const { outcome, calls } = await send(phoneMessage({}, { secrets: secrets as Event["secrets"] }));
    expect(outcome).toBe(`dropped:secrets - ${name} sms`);
    expect(calls).toEqual([`drop secrets: The secret ${name} is missing or malformed.`]);
    expect(twilio.requests).toEqual([]);
  });
});

describe("Whatever an event holds, nothing is thrown and one line is logged:", () => {
  test("nothing at all is a bug that is dropped", async () => {
    expect((await send({} as Event)).outcome).toBe("dropped:bug - TypeError");
  });

  test("anything is dropped without a request where there are no secrets", async () => {
    const something = fc.oneof(fc.anything(), fc.string(), fc.constant("+12025550100"), fc.constant("text"));
    const notification = fc.record({
      message_type: something,
      delivery_method: something,
      recipient: something,
      code: something,
      as_text: something,
      locale: something,
    });
    const event = fc.record({ notification: fc.oneof(notification, something), secrets: fc.constantFrom({}, null) });
    const property = fc.asyncProperty(event, async (odd) => {
      lines.length = 0;
      const { outcome, calls } = await send(odd as unknown as Event);
      expect(outcome).toMatch(/^dropped:(bug|delivery-method|no-number|not-e164|secrets) - \S+( sms| call)?$/);
      expect(calls).toHaveLength(1);
    });
    await fc.assert(property, { numRuns: 300 });
    expect(twilio.requests).toEqual([]);
  });
});
