import type { Page } from "playwright-core";
import { describeInBrowser } from "../support/browser";
import { hostileText } from "../support/hostile-text";
import { reportingActions } from "../support/reporting-actions";
import type { TestTenant } from "../support/test-tenant";
import { type ConsolePage, faultsOf, setUpConsole, views } from "./support";

describeInBrowser("the console's logins in a browser", () => {
  const { startTenant, open } = setUpConsole("logins");
  let tenant: TestTenant;
  let page: ConsolePage;
  let bound: { ref: { type: "action_id"; value: string } }[];

  beforeEach(async () => {
    tenant = await startTenant(reportingActions);
    bound = tenant.tenant.bindings
      .list("post-login")
      .map(({ actionId: value }) => ({ ref: { type: "action_id", value } }));
  });

  const row = (text: string) => page.locator(".login-row", { hasText: text });
  const badge = (text: string) => page.locator(".login-detail .badge", { hasText: text });

  /** Fills in "Log in as …" and sends it. */
  async function logIn(user: string, kind: string, then = "They finish it", mfa?: string): Promise<void> {
    await page.getByRole("button", { name: "Log in as …" }).first().click();
    await page.getByLabel("User").selectOption(user);
    await page.getByLabel("How").selectOption({ label: kind });
    await page.getByLabel(then).check();
    if (mfa) await page.getByLabel("If MFA is asked for").selectOption({ label: mfa });
    await page.getByRole("button", { name: "Log in", exact: true }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }

  test("without any it says what would be here", async () => {
    page = await open();
    await page.getByRole("heading", { name: "Nobody has logged in yet" }).waitFor();
    expect(await page.getByLabel("Search logins").count()).toBe(0);
    expect(await faultsOf(page, "no logins")).toEqual([]);
  });

  test.each([961, 1024, 1280])(
    "what is known of a login breaks between words at most, %i pixels wide",
    async (width) => {
      const login = await tenant.login({ user: "password-phone", method: "password" });
      page = await open(`logins/${login.id}`, { viewport: { width, height: 800 } });
      await badge("Waits for MFA").waitFor();
      const lines = await page.evaluate<number[]>(
        `[...document.querySelectorAll(".login-facts dd")].map((fact) => fact.clientHeight / parseFloat(getComputedStyle(fact).lineHeight))`,
      );
      expect(lines).toHaveLength(4);
      // The date and the time of day; all else is one word.
      expect(lines.filter((each) => Math.round(each) > 1).length).toBeLessThanOrEqual(1);
      expect(Math.max(...lines)).toBeLessThan(2.5);
    },
  );

  test("a login shows up while it happens, and its timeline goes on", async () => {
    page = await open();
    const login = await tenant.login({ user: "password-phone", method: "password" });
    await row("password-phone").click();
    await badge("Waits for MFA").waitFor();
    await tenant.finish(login);
    await badge("Completed").waitFor();
    const entries = await page.locator(".moment-head strong").allTextContents();
    expect(entries).toEqual([
      "First factor passed",
      "Report passwordless",
      "Ask for MFA",
      "Paused",
      "Custom Phone Provider",
      "Code sent",
      "Right answer",
      "Resumed",
      "Report MFA",
      "Logged in",
    ]);
    await page.getByText("Event it received").first().click();
    await page.getByText('"TWILIO_AUTH_TOKEN": "[secret TWILIO_AUTH_TOKEN]"').waitFor();
  });

  test("an exception is shown with where it was thrown", async () => {
    tenant.deploy({
      name: "Throws",
      code: "exports.onExecutePostLogin = async (event) => {\n  throw new TypeError(`no roles for ${event.user.name}`);\n};",
    });
    const { id } = await tenant.complete({ user: "phone-only", method: "sms" });
    page = await open(`logins/${id}`);
    const failure = page.locator(".failure");
    await failure.getByText("no roles for Pia Phone").waitFor();
    expect(await failure.locator("code").first().textContent()).toMatch(/^at .*:2:\d+\)?$/);
    await row("phone-only").getByText("access_denied").waitFor();
    await page.locator(".strip .failed", { hasText: "Throws" }).waitFor();
  });

  test.each([
    ["phone-only", "Code by text"],
    ["phone-only", "Code by call"],
    ["email-only", "Code by e-mail"],
    ["password-phone", "Password"],
    ["gina", "Federated (Google)"],
    ["password-phone", "Passkey"],
    ["phone-only", "Passwordless grant"],
    ["password-phone", "Token exchange"],
    ["password-phone", "Passkey grant"],
  ])("%s logs in: %s", async (user, kind) => {
    const google = { connection: "google-oauth2", provider: "google-oauth2", user_id: "1", isSocial: true };
    tenant.users.add({ handle: "gina", email: "gina@example.com", identities: [google] });
    page = await open();
    await logIn(user, kind);
    await page.locator(".login-detail .badge", { hasNotText: /Waits|Running/ }).waitFor();
    expect(await page.locator(".login-detail h2").textContent()).toBe(user);
    expect(page.complaints).toEqual([]);
  });

  test("single sign-on, silent logins and refresh tokens take the user's newest session, and say so where there is none", async () => {
    page = await open();
    await page.getByRole("button", { name: "Log in as …" }).first().click();
    await page.getByLabel("How").selectOption({ label: "Single sign-on, with their newest session" });
    await page.getByRole("button", { name: "Log in", exact: true }).click();
    await page.getByText("phone-only has no session yet. Log them in another way first.").waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await logIn("phone-only", "Code by text");
    await badge("Completed").waitFor();
    for (const kind of ["Single sign-on, with", "Silent (prompt=none), with", "Refresh token of"]) {
      await logIn("phone-only", `${kind} their newest session`);
      await badge("Completed").waitFor();
    }
    expect(await page.locator(".login-row").count()).toBe(4);
  });

  test("a person takes a login step by step: a wrong code, a new one, the right one", async () => {
    page = await open();
    await logIn("phone-only", "Code by text", "I take each step");
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Type it in" }).click();
    await page
      .getByRole("alert")
      .getByText(/invalid/)
      .waitFor();
    await page.getByRole("button", { name: "Send the code again" }).click();
    await page.getByRole("button", { name: /^Type in \d{6} from the message$/ }).click();
    await badge("Completed").waitFor();
  });

  test("MFA is answered by an app, and an enrolment is begun and confirmed", async () => {
    tenant.deploy({
      name: "Any",
      code: 'exports.onExecutePostLogin = async (event, api) => { api.authentication.challengeWithAny([{ type: "otp" }, { type: "recovery-code" }]); };',
    });
    page = await open();
    await logIn("authenticator", "Password", "I take each step");
    await page.getByRole("button", { name: "Authenticator app" }).click();
    await page.getByRole("button", { name: /^Type in \d{6} from the app$/ }).click();
    await badge("Completed").waitFor();
    tenant.tenant.bindings.replace("post-login", bound);
    tenant.deploy({
      name: "Enrol",
      code: 'exports.onExecutePostLogin = async (event, api) => { if (event.user.email === "nora@example.com") api.authentication.enrollWith({ type: "phone" }); };',
    });
    await logIn("not-enrolled", "Password", "I take each step");
    await page.getByLabel(/^Phone number/).fill("+12025550177");
    await page.getByRole("button", { name: "Enrol: Phone" }).click();
    await page.getByRole("button", { name: /^Type in \d{6} from the message$/ }).click();
    await page.getByText("enrolled: Phone").waitFor();
  });

  test("whatever an Action or a user puts there is shown as text", async () => {
    const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
    tenant.deploy({
      name: hostile,
      code: `exports.onExecutePostLogin = async (event, api) => {
        console.log(${JSON.stringify(hostile)});
        api.idToken.setCustomClaim(${JSON.stringify(hostile)}, ${JSON.stringify(hostile)});
        api.access.deny(${JSON.stringify(hostile)});
      };`,
    });
    tenant.users.add({ handle: hostile, name: hostile, phone_number: "+12025550166" });
    const login = await tenant.complete({ user: hostile, method: "password", password: "x" }).catch(() => undefined);
    const denied = await tenant.complete({ user: "phone-only", method: "sms" });
    page = await open(`logins/${denied.id}`);
    await page.locator(".moment-head", { hasText: `access_denied: ${hostile}` }).waitFor();
    await page.getByRole("button", { name: "Log in as …" }).click();
    await page.getByLabel("User").locator("option", { hasText: hostile }).waitFor({ state: "attached" });
    await page.goto(`${tenant.server.consoleUrl}#/logins/${encodeURIComponent(`${hostile}/${hostileText}`)}`);
    await page.getByText("There is no login").waitFor();
    expect(await page.title()).toBe("Logins – local tenant");
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(page.complaints.filter((text) => !text.includes("404"))).toEqual([]);
    expect(login?.state).not.toBe("completed");
  });

  test("a sign-in by the tenant's pages that begins here ends here, with its login", async () => {
    page = await open();
    await page.getByRole("button", { name: "Log in as …" }).first().click();
    const [signIn] = await Promise.all([
      page.context().waitForEvent("page"),
      page.getByRole("link", { name: "Open the sign-in page" }).click(),
    ]);
    await signIn.getByLabel("Email address or phone number").fill("+12025550101");
    await signIn.keyboard.press("Enter");
    await signIn.getByLabel("Code").fill(await newCode());
    await signIn.keyboard.press("Enter");
    await signIn.getByText("You are signed in").waitFor();
    expect(signIn.url()).toBe(`${tenant.server.consoleUrl}#/logins`);
    await signIn.locator(".login-row", { hasText: "phone-only" }).getByText("Completed").waitFor();
    await row("phone-only").getByText("Completed").waitFor();
  });

  /** The code that arrives next at the number of `phone-only`. */
  async function newCode(): Promise<string> {
    for (;;) {
      const { messages } = tenant.verify.store;
      if (messages.length > 0) return tenant.codeFor("+12025550101");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  test.each(views)(
    "have no serious problem for axe-core and fit, in %s and %i pixels wide",
    async (colorScheme, width) => {
      const logins = {
        completed: await tenant.complete({ user: "phone-only", method: "sms" }),
        refused: await tenant.complete({ user: "password-phone", method: "password" }, { code: "wrong" }),
        waiting: await tenant.login({ user: "password-phone", method: "password" }),
      };
      page = await open("logins", { colorScheme, viewport: { width, height: 900 } });
      await row("phone-only").waitFor();
      const problems = await faultsOf(page, `logins ${colorScheme} ${width}`);
      for (const [name, { id }] of Object.entries(logins)) {
        await page.goto(`${tenant.server.consoleUrl}#/logins/${id}`);
        await page.getByRole("heading", { name: "Timeline" }).waitFor();
        problems.push(...(await faultsOf(page, `logins, ${name} ${colorScheme} ${width}`)));
      }
      await page.getByRole("button", { name: "Log in as …" }).click();
      await page.getByText("If the browser warns about the certificate").click();
      problems.push(...(await faultsOf(page, `logins, log in as ${colorScheme} ${width}`)));
      expect(problems).toEqual([]);
    },
  );

  test("10,000 in the list scroll as smoothly as 200, and few of them are drawn at a time", async () => {
    tenant.tenant.bindings.replace("post-login", []);
    let logins = 0;
    const logInUntil = async (count: number) => {
      for (; logins < count; logins++) await tenant.login({ user: "password-phone", method: "passkey" });
    };
    await logInUntil(200);
    page = await open();
    await page.getByText("200 logins").waitFor();

    const measure = async () => {
      // Logins go on meanwhile, a few each second.
      let scrolling = true;
      const more = (async () => {
        while (scrolling) {
          await logInUntil(logins + 1);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      })();
      const { frames, rows } = await scrolled(page);
      scrolling = false;
      await more;
      const at = (share: number) => Math.round(frames[Math.floor(share * (frames.length - 1))]!);
      process.stdout.write(`${logins} logins: median ${at(0.5)} ms, 95th ${at(0.95)} ms, worst ${at(1)} ms\n`);
      return { median: at(0.5), rows };
    };
    const few = await measure();
    await logInUntil(10_000);
    await page.getByText("10,000 logins").waitFor();
    const { median, rows } = await measure();
    expect(rows).toBeLessThan(60);
    // 60 frames a second are 16.7 ms each; a busy machine may take twice as long, or as long as for a short list.
    expect(median).toBeLessThanOrEqual(Math.max(34, 2 * few.median));
  });

  /** Scrolls the list up and down, 2,000 pixels a frame, and gives how long each of 200 frames took, in ms, shortest first. */
  function scrolled(shown: Page): Promise<{ frames: number[]; rows: number }> {
    return shown.evaluate(`new Promise((resolve) => {
      const box = document.querySelector(".window-list");
      const frames = [];
      let rows = 0;
      let pixels = 2000;
      let before = performance.now();
      const step = (now) => {
        frames.push(now - before);
        before = now;
        rows = Math.max(rows, box.querySelectorAll("li").length);
        if (frames.length === 200) return resolve({ frames: frames.sort((a, b) => a - b), rows });
        const end = box.scrollHeight - box.clientHeight;
        if (box.scrollTop + pixels > end || box.scrollTop + pixels < 0) pixels = -pixels;
        box.scrollTop = Math.max(0, Math.min(end, box.scrollTop + pixels));
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    })`);
  }
});
