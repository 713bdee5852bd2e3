import { clients, totp } from "../../src/auth0/login";
import { seedPassword, seedTotpSecret } from "../../src/auth0/users";
import { ManualClock } from "../../src/support/clock";
import { addApplication, authorizeUrl, onPostLogin, type RunningTenant, setUpTenant, Visitor } from "./support";

const clock = new ManualClock(Date.now());
const challenge = onPostLogin('api.authentication.challengeWith({ type: "phone" });');
const enroll = onPostLogin('api.authentication.enrollWith({ type: "phone" });');

let tenant: RunningTenant;

setUpTenant(
  (started) => {
    tenant = started;
  },
  { clock },
);

const web = () => ({ client_id: clients.web!.client_id });

function visit(parameters: Record<string, string> = {}): Promise<Visitor> {
  return new Visitor(tenant).open(authorizeUrl(tenant, { ...web(), ...parameters }));
}

async function withPassword(identifier: string): Promise<Visitor> {
  return (await visit()).signIn(identifier, seedPassword);
}

const wrong = (code: string) => (code === "000000" ? "000001" : "000000");

describe("A password in the sign-in pages", () => {
  test("a wrong password is answered as an unknown account is, and the right one still opens", async () => {
    const visitor = await visit();
    await visitor.signIn("paul@example.com", "guess");
    expect([visitor.heading, visitor.notice]).toEqual(["Enter your password", "Wrong email or password."]);
    const nobody = await (await visit()).signIn("nobody@example.com", "guess");
    expect([nobody.heading, nobody.notice]).toEqual([visitor.heading, visitor.notice]);
    await visitor.submit("password", { password: seedPassword });
    expect(visitor.answer.code).toBeDefined();
  });

  test("a password that is wrong ten times ends the login with access_denied", async () => {
    const visitor = await visit();
    await visitor.submit("identifier", { identifier: "paul@example.com" });
    for (let attempt = 0; attempt < 10; attempt++) await visitor.submit("password", { password: "guess" });
    expect(visitor.answer).toMatchObject({
      error: "access_denied",
      error_description: expect.stringMatching("blocked"),
    });
  });

  test("after going back, another account can sign in", async () => {
    const visitor = await visit();
    await visitor.submit("identifier", { identifier: "nobody@example.com" });
    await visitor.submit("restart");
    expect(visitor.heading).toBe("Welcome");
    await visitor.signIn("paul@example.com", seedPassword);
    expect(visitor.answer.code).toBeDefined();
  });

  test("the password is asked for right away where the application says who it is", async () => {
    expect((await visit({ login_hint: "paul@example.com" })).html).toContain('value="paul@example.com"');
  });
});

describe("A code in the sign-in pages", () => {
  const bySms = async () =>
    (await visit({ connection: "sms" })).submit("identifier", { identifier: "+1 202 555 0101" });

  test("a code by SMS signs in", async () => {
    const visitor = await bySms();
    expect(visitor.heading).toBe("Check your phone");
    expect(visitor.html).toContain('autocomplete="one-time-code" inputmode="numeric"');
    await visitor.submit("code", { code: ` ${tenant.code().slice(0, 3)} ${tenant.code().slice(3)}` });
    expect(visitor.answer.code).toBeDefined();
  });

  test("a code that is wrong three times is void, and a new one opens", async () => {
    const visitor = await bySms();
    const first = tenant.code();
    for (let attempt = 0; attempt < 3; attempt++) await visitor.submit("code", { code: wrong(first) });
    expect(visitor.notice).toBe("The code you entered is invalid.");
    await visitor.submit("code", { code: first });
    expect(visitor.notice).toBe("You have entered an incorrect code too many times. Ask for a new one.");
    await visitor.submit("resend");
    expect(visitor.notice).toBe("A new code is on its way. Earlier codes no longer work.");
    await visitor.submit("code", { code: tenant.code() });
    expect(visitor.answer.code).toBeDefined();
  });

  test("a code expires after three minutes", async () => {
    const visitor = await bySms();
    clock.advance(3 * 60_000 + 1);
    await visitor.submit("code", { code: tenant.code() });
    expect(visitor.notice).toBe("The code has expired. Ask for a new one.");
  });

  test("a code goes to nobody where no account has the number", async () => {
    const visitor = await (await visit({ connection: "sms" })).submit("identifier", { identifier: "+12025559999" });
    expect(visitor.notice).toBe("Nobody signs in with +12025559999 in this local tenant.");
  });

  test("a code by e-mail signs in", async () => {
    const visitor = await (await visit({ connection: "email" })).submit("identifier", {
      identifier: "emil@example.com",
    });
    expect(visitor.heading).toBe("Check your email");
    await visitor.submit("code", { code: tenant.engine.mailbox.at(-1)?.code ?? "" });
    expect(visitor.answer.code).toBeDefined();
  });
});

describe("an MFA challenge", () => {
  test("asks for the code that went to the phone, sends it again, and calls", async () => {
    tenant.actions(challenge);
    const visitor = await withPassword("paul@example.com");
    expect(visitor.html).toContain("number that ends in <strong>02</strong>");
    const first = tenant.code();
    await visitor.submit("answer", { code: wrong(first) });
    expect(visitor.notice).toBe("The code you entered is invalid.");
    await visitor.submit("resend");
    expect(tenant.verify.store.messages).toHaveLength(2);
    await visitor.submit("call");
    expect(visitor.html).toContain("We are calling the number");
    expect(tenant.verify.store.messages.at(-1)).toMatchObject({ channel: "call" });
    await visitor.submit("answer", { code: tenant.code() });
    expect(visitor.answer.code).toBeDefined();
  });

  test("can be passed by another method", async () => {
    const any = 'api.authentication.challengeWithAny([{ type: "otp" }, { type: "recovery-code" }]);';
    tenant.actions(onPostLogin(any));
    const visitor = await withPassword("otto@example.com");
    expect(visitor.html).toContain("authenticator app shows");
    await visitor.submit("options");
    expect(visitor.heading).toBe("Choose another method");
    expect(visitor.html).toContain("Recovery code");
    await visitor.submit("choose", { choice: "recovery-code" });
    await visitor.submit("options");
    await visitor.submit("choose", { choice: "otp" });
    await visitor.submit("answer", { code: totp(seedTotpSecret, clock.now()) });
    expect(visitor.answer.code).toBeDefined();
  });

  test("takes no more answers after ten wrong ones", async () => {
    tenant.actions(challenge);
    const visitor = await withPassword("paul@example.com");
    for (let attempt = 0; attempt < 10; attempt++) await visitor.submit("answer", { code: wrong(tenant.code()) });
    await visitor.submit("answer", { code: tenant.code() });
    expect(visitor.notice).toMatch("too many times");
  });

  test("is followed by the next Action, which sees it", async () => {
    tenant.actions(challenge, onPostLogin("api.access.deny(event.authentication.methods.map((m) => m.name).join());"));
    const visitor = await withPassword("paul@example.com");
    await visitor.submit("answer", { code: tenant.code() });
    expect(visitor.answer).toMatchObject({ error: "access_denied", error_description: "pwd,mfa" });
  });

  test("says, where somebody tries things out, why a code could not be sent", async () => {
    tenant.actions(challenge);
    tenant.verify.faults.set("verification/create", { kind: "error", status: 500, times: 9 });
    const visitor = await withPassword("paul@example.com");
    tenant.verify.faults.clear();
    expect(visitor.html).toContain("The code was not sent:");
  });
});

describe("an enrolment", () => {
  test("an enrolment of a phone takes its number, then its code, and a number can be corrected", async () => {
    tenant.actions(enroll);
    const visitor = await withPassword("nora@example.com");
    expect(visitor.heading).toBe("Secure your account");
    await visitor.submit("enroll", { phone: "call me" });
    expect(visitor.notice).toMatch("Enter a phone number with its country code");
    await visitor.submit("enroll", { phone: "+1 202 555 0150" });
    await visitor.submit("back");
    await visitor.submit("enroll", { phone: "+1 202 555 0151" });
    expect(visitor.html).toContain("<strong>+12025550151</strong>");
    await visitor.submit("answer", { code: tenant.code() });
    expect(visitor.answer.code).toBeDefined();
    expect(tenant.engine.users.get("not-enrolled").enrollments).toMatchObject([{ phoneNumber: "+12025550151" }]);
  });

  test("offers a choice where the Action does, and shows an authenticator app's key", async () => {
    tenant.actions(onPostLogin('api.authentication.enrollWithAny([{ type: "phone" }, { type: "otp" }]);'));
    const visitor = await withPassword("nora@example.com");
    expect(visitor.heading).toBe("Keep your account safe");
    await visitor.submit("choose", { choice: "otp" });
    await visitor.submit("enroll");
    const secret = visitor.html.match(/class="secret">(\w+)</)?.[1] ?? "";
    await visitor.submit("answer", { code: totp(secret, clock.now()) });
    expect(visitor.answer.code).toBeDefined();
  });
});

test("reloading a page repeats nothing, and a second press of a button finds what the first one came to", async () => {
  tenant.actions(challenge);
  const visitor = await withPassword("paul@example.com");
  await visitor.open(visitor.url);
  expect(tenant.verify.store.messages).toHaveLength(1);
  const twin = new Visitor(tenant);
  for (const [name, value] of visitor.cookies) twin.cookies.set(name, value);
  twin.url = visitor.url;
  const code = tenant.code();
  await Promise.all([visitor.submit("answer", { code }), twin.submit("answer", { code })]);
  expect([visitor, twin].filter(({ answer }) => answer.code !== undefined)).toHaveLength(1);
});

test("every field of a page has a label, and an error is announced", async () => {
  const visitor = await (await visit()).signIn("paul@example.com", "guess");
  expect(visitor.html).toContain('role="alert"');
  expect(visitor.html).toContain("<title>Error: Enter your password</title>");
  expect(visitor.html).toMatch(/<input type="password"[^>]*aria-invalid="true" aria-describedby="notice"/);
  expect(visitor.html).toContain('<label for="password">');
});

test("what applications and people are called can't become part of a page", async () => {
  const name = `<img src=x onerror=alert(1)>"'&`;
  const shop = addApplication(tenant, {}, { name });
  const visitor = await new Visitor(tenant).open(
    authorizeUrl(tenant, { client_id: shop.clientId, login_hint: `"><script>alert(1)</script>` }),
  );
  await visitor.submit("identifier", { identifier: `"><svg onload=alert(1)>` });
  expect(visitor.html).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
  expect(visitor.html).not.toMatch(/<(img|script|svg)/);
});

test.each([
  [{ response_type: "token" }, "unsupported_response_type"],
  [{ response_mode: "smoke" }, "invalid_request"],
  [{ connection: "ldap" }, "invalid_request"],
  [{ prompt: "none login" }, "invalid_request"],
  [{ max_age: "soon" }, "invalid_request"],
  [{ organization: "acme" }, "invalid_request"],
  [{ code_challenge: "x".repeat(43), code_challenge_method: "plain" }, "invalid_request"],
  [{ code_challenge: "x".repeat(43) }, "invalid_request"],
  [{ request: "jwt" }, "request_not_supported"],
  [{ request_uri: "urn:x" }, "request_uri_not_supported"],
])("the application is told that %j is refused, and gets its state back", async (parameters, error) => {
  const visitor = await visit({ state: "mine", ...parameters } as Record<string, string>);
  expect(visitor.answer).toEqual({ error, error_description: expect.any(String), state: "mine" });
});

test("the application is told that it may not use the grant, and that a parameter is there twice", async () => {
  const { clientId: client_id } = addApplication(tenant, {}, { grantTypes: ["client_credentials"] });
  const refused = await new Visitor(tenant).open(authorizeUrl(tenant, { client_id }));
  expect(refused.answer.error).toBe("unauthorized_client");
  const twice = await new Visitor(tenant).open(`${authorizeUrl(tenant, web())}&scope=email`);
  expect(twice.answer).toMatchObject({ error: "invalid_request", error_description: expect.stringMatching("scope") });
});
