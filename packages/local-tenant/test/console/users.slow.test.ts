import { seedPassword } from "../../src/auth0/users";
import { describeInBrowser } from "../support/browser";
import type { TestTenant } from "../support/test-tenant";
import { hostile } from "./hostile";
import { type ConsolePage, faultsOf, setUpConsole, views } from "./support";

describeInBrowser("the pane Users", () => {
  const { startTenant, open } = setUpConsole("users");
  let tenant: TestTenant;

  beforeEach(async () => {
    tenant = await startTenant();
  });

  /** The page of one user. */
  const visitUser = (handle: string, options = {}) =>
    open(`users/${encodeURIComponent(tenant.user(handle).user_id)}`, options);

  const card = (page: ConsolePage, name: string) => page.locator(`.card[aria-label="${name}"]`);

  test("everyone is listed, and found by name, address, number or handle", async () => {
    const page = await open();
    const names = page.locator(".list .pick-name");
    await names.first().waitFor();
    expect(await names.count()).toBe(8);
    for (const [wanted, name] of [
      ["otto@", "Otto Otp"],
      ["0101", "Pia Phone"],
      ["linked-sms", "Sam Sms"],
    ]) {
      await page.getByLabel("Find").fill(wanted!);
      await names.filter({ hasText: name! }).waitFor();
      expect(await names.count()).toBe(1);
    }
    await page.getByLabel("Find").fill("nobody at all");
    await page.getByText("Nobody is called that.").waitFor();
  });

  test("a user far down the list is shown from the top, and the list stays where it was", async () => {
    const page = await open("users", { viewport: { width: 1280, height: 500 } });
    await page.locator(".pick", { hasText: "Olga Other" }).click();
    await page.getByRole("heading", { name: "Olga Other" }).waitFor();
    await page.getByText("What applications and Actions know about the user.").scrollIntoViewIfNeeded();
    await page.locator(".pick", { hasText: "Emil Email" }).click({ timeout: 5_000 });
    await page.getByRole("heading", { name: "Emil Email" }).waitFor();
    const heading = await page.getByRole("heading", { name: "Emil Email" }).boundingBox();
    expect(heading!.y).toBeGreaterThan(0);
    expect(await page.evaluate("scrollY")).toBe(0);
    expect(await page.evaluate("document.querySelector('.list').scrollTop")).toBeGreaterThan(0);
  });

  test("a user is added and can log in", async () => {
    const page = await open();
    await page.getByRole("link", { name: "Add a user" }).click();
    await page.getByRole("button", { name: "Add user" }).click();
    const wrong = page.locator(".field", { has: page.getByRole("textbox", { name: "Password" }) });
    await wrong.getByText("A database account needs a password.").waitFor();
    await page.getByRole("textbox", { name: "E-mail address" }).fill("ada@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill("analytical-engine");
    await page.getByLabel("Name (optional)").fill("Ada Lovelace");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Ada Lovelace", level: 2 }).waitFor();
    const login = await tenant.login({ user: "ada@example.com", method: "password", password: "analytical-engine" });
    expect(login.state).toBe("completed");
    await card(page, "Sessions").getByText("pwd").waitFor();
  });

  test("a user who signs in by text needs a number, and nothing that was typed for another kind is sent", async () => {
    const page = await open("users/new");
    await page.getByRole("textbox", { name: "E-mail address" }).fill("ada@example.com");
    await page.getByText("Code by text").click();
    await page.getByRole("textbox", { name: "Phone number" }).fill("2025550140");
    await page.getByRole("button", { name: "Add user" }).click();
    await page.getByText("Enter the number with its country code, such as +12025550102.").waitFor();
    await page.getByRole("textbox", { name: "Phone number" }).fill("+12025550140");
    await page.getByRole("button", { name: "Add user" }).click();
    await page.getByRole("heading", { name: "+12025550140", level: 2 }).waitFor();
    expect(tenant.user("+12025550140").email).toBeUndefined();
  });

  test("the profile is edited; a refusal stands beside its field, and what was typed stays", async () => {
    const page = await visitUser("password-phone");
    const profile = card(page, "Profile");
    await profile.getByLabel("Name", { exact: true }).fill("Paula");
    await profile.getByLabel("E-mail address").fill("otto@example.com");
    await profile.getByRole("button", { name: "Save profile" }).click();
    await profile.getByText("Another user signs in with it.").waitFor();
    expect(await profile.getByLabel("E-mail address").getAttribute("aria-invalid")).toBe("true");
    expect(await profile.getByLabel("Name", { exact: true }).inputValue()).toBe("Paula");
    await profile.getByLabel("E-mail address").fill("paula@example.com");
    await profile.getByLabel("Phone number").fill("");
    await profile.getByLabel("New password").fill("new-one");
    await profile.getByRole("button", { name: "Save profile" }).click();
    await page.getByRole("heading", { name: "Paula", level: 2 }).waitFor();
    expect(tenant.user("password-phone")).toMatchObject({ email: "paula@example.com", email_verified: false });
    expect(tenant.user("password-phone").phone_number).toBeUndefined();
    expect(await profile.getByLabel("New password").inputValue()).toBe("");
    const login = await tenant.login({ user: "password-phone", method: "password", password: "new-one" });
    expect(login.state).toBe("completed");
  });

  test("what Actions and the Management API change shows at once, beside what is being typed", async () => {
    const page = await visitUser("password-phone");
    const profile = card(page, "Profile");
    await profile.getByLabel("Nickname").fill("half-typed");
    tenant.user("password-phone").name = "Changed elsewhere";
    await tenant.complete({ user: "password-phone", method: "password" });
    await page.getByRole("heading", { name: "Changed elsewhere" }).waitFor();
    expect(await profile.getByLabel("Name", { exact: true }).inputValue()).toBe("Changed elsewhere");
    expect(await profile.getByLabel("Nickname").inputValue()).toBe("half-typed");
  });

  test("metadata that is no JSON can't be saved, and what Auth0 reserves is refused beside it", async () => {
    const page = await visitUser("password-phone");
    const metadata = card(page, "Metadata");
    const save = metadata.getByRole("button", { name: "Save metadata" });
    await metadata.getByLabel("app_metadata").fill("{ plan");
    await metadata.getByText(/^This is not valid JSON:/).waitFor();
    expect(await save.isDisabled()).toBe(true);
    await metadata.getByLabel("app_metadata").fill('{ "user_id": "mine" }');
    await save.click();
    await metadata.getByText("Auth0 keeps these names to itself: user_id.").waitFor();
    await metadata.getByLabel("app_metadata").fill('{ "plan": "gold" }');
    await save.click();
    await metadata.getByText("What applications and Actions know about the user.").waitFor();
    expect(tenant.user("password-phone").app_metadata).toEqual({ plan: "gold" });
  });

  test("factors are enrolled and removed, and what the user would type in is shown when asked for", async () => {
    const page = await visitUser("not-enrolled");
    const factors = card(page, "Factors");
    await factors.getByText("Nothing is enrolled").waitFor();
    await factors.getByLabel("Its number").fill("12");
    await factors.getByRole("button", { name: "Enrol" }).click();
    await factors.getByText("Enter the number with its country code, such as +12025550102.").waitFor();
    await factors.getByLabel("Its number").fill("+12025550141");
    await factors.getByRole("button", { name: "Enrol" }).click();
    await factors.getByText("+12025550141").waitFor();
    await factors.getByLabel("Another factor").selectOption("Authenticator app");
    await factors.getByRole("button", { name: "Enrol" }).click();
    await factors.getByRole("button", { name: "Show what the user would type in" }).click();
    expect(await factors.locator(".big-code").textContent()).toMatch(/^\d{6}$/);
    await factors.getByRole("button", { name: "Remove Phone" }).click();
    await factors.getByText("+12025550141").waitFor({ state: "detached" });
    expect(tenant.user("not-enrolled").enrollments).toMatchObject([{ type: "otp" }]);
  });

  test("accounts are linked, after a word of what is lost, and unlinked", async () => {
    const page = await visitUser("password-phone");
    const identities = card(page, "Identities");
    await identities.getByLabel("Link another user").selectOption("Pia Phone (phone-only)");
    await identities.getByText("Their metadata and factors are lost").waitFor();
    await identities.getByRole("button", { name: "Link", exact: true }).click();
    await identities.getByRole("button", { name: "Unlink sms" }).click();
    await identities.getByRole("button", { name: "Unlink sms" }).waitFor({ state: "detached" });
    await page.locator(".list .pick-name", { hasText: "Pia Phone" }).waitFor();
    expect(tenant.user("+12025550101").enrollments).toEqual([]);
  });

  test("a user is logged in with a press of a button, codes and all", async () => {
    const page = await visitUser("phone-only");
    await card(page, "User").getByRole("button", { name: "Log in" }).click();
    await page.waitForURL(/#\/logins\/\w/);
    const id = decodeURIComponent(page.url().split("/").at(-1)!);
    const login = tenant.server.engine.logins.get(id);
    const states = async () => {
      for (let tries = 0; tries < 500 && !login?.outcome; tries++) await new Promise((done) => setTimeout(done, 20));
      return login?.state;
    };
    expect(await states()).toBe("completed");
  });

  test("sessions are ended", async () => {
    const login = await tenant.complete({ user: "password-phone", method: "password" });
    await tenant.complete({ user: "password-phone", method: "password" });
    const page = await visitUser("password-phone");
    const sessions = card(page, "Sessions");
    await sessions.getByText(login.outcome!.sessionId!).waitFor();
    await sessions.locator("li", { hasText: login.outcome!.sessionId! }).getByRole("button", { name: "End" }).click();
    await sessions.getByText(login.outcome!.sessionId!).waitFor({ state: "detached" });
    expect(tenant.server.engine.sessions.get(login.outcome!.sessionId!)).toBeUndefined();
    expect(await sessions.locator("li").count()).toBe(1);
  });

  test("of very many users the first are listed, and the others found", async () => {
    for (let index = 0; index < 1000; index++) tenant.users.add({ handle: `user-${index}`, name: `Person ${index}` });
    const page = await open();
    await page.getByText("And 808 others: find them by name, address or number.").waitFor();
    expect(await page.locator(".list .pick").count()).toBe(200);
    await page.getByLabel("Find").fill("user-987");
    await page.locator(".list .pick-name", { hasText: "Person 987" }).waitFor();
  });

  test("a user is blocked and unblocked", async () => {
    const page = await visitUser("password-phone");
    await page.getByRole("button", { name: "Block" }).click();
    await page.getByText("Blocked: every login ends with “user is blocked”").waitFor();
    await page.locator(".list .pick", { hasText: "Paul" }).getByText("blocked").waitFor();
    const refused = await tenant.login({ user: "password-phone", method: "password" });
    expect(refused.outcome).toMatchObject({ description: "user is blocked" });
    await page.getByRole("button", { name: "Unblock" }).click();
    await page.getByText("Blocked: every login ends with").waitFor({ state: "detached" });
    expect((await tenant.login({ user: "password-phone", method: "password" })).state).toBe("completed");
  });

  test("removing and resetting ask before they act", async () => {
    tenant.user("password-phone").name = "Changed";
    const page = await visitUser("password-phone");
    await page.getByRole("heading", { name: "Changed" }).waitFor();
    const head = card(page, "User");
    await head.getByRole("button", { name: "Reset" }).click();
    expect(tenant.user("password-phone").name).toBe("Changed");
    await head.getByRole("button", { name: "Forget all changes?" }).click();
    await page.getByRole("heading", { name: "Paul Password" }).waitFor();
    await head.getByRole("button", { name: "Remove" }).click();
    await head.getByRole("button", { name: "Really remove?" }).click();
    await page.locator(".list .pick", { hasText: "Paul" }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Reset all" }).click();
    await page.getByRole("button", { name: "Forget all changes?" }).first().click();
    await page.locator(".list .pick", { hasText: "Paul" }).waitFor();
    expect(tenant.user("password-phone").password).toBe(seedPassword);
  });

  test("a user whom nobody knows, and a tenant without users, say what to do", async () => {
    const page = await open("users/nobody");
    await page.getByText('No user "nobody" in this tenant.').waitFor();
    for (const { handle } of tenant.users.all()) tenant.users.remove(tenant.user(handle));
    await page.reload();
    await page.getByRole("heading", { name: "Nobody can log in" }).waitFor();
  });

  test("names, metadata and sessions that are markup are text", async () => {
    const email = "ada@example.com";
    const user = tenant.users.add({ handle: hostile, name: hostile, nickname: hostile, email, password: "p" });
    user.app_metadata = { [hostile]: hostile };
    const login = await tenant.complete({ user: hostile, method: "password" });
    tenant.server.engine.sessions.get(login.outcome!.sessionId!)!.metadata[hostile] = hostile;
    const page = await visitUser(hostile);
    await page.getByRole("heading", { name: hostile, level: 2 }).waitFor();
    await card(page, "Sessions").getByText(`${hostile}: ${hostile}`).waitFor();
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.title()).toBe("Users – local tenant");
    await card(page, "Profile").getByLabel("Nickname").fill("");
    await card(page, "Profile").getByRole("button", { name: "Save profile" }).click();
    await card(page, "Profile").getByRole("button", { name: "Discard" }).waitFor({ state: "detached" });
    expect(user.nickname).toBeUndefined();
  });

  test.each(views)("has no serious problem and fits, in %s and %i pixels wide", async (colorScheme, width) => {
    const options = { colorScheme, viewport: { width, height: 900 } };
    const where = `${colorScheme} ${width}`;
    tenant.users.add({
      handle: hostile,
      name: hostile.repeat(3),
      email: "ada@example.com",
      password: "p",
      blocked: true,
    });
    await tenant.complete({ user: "linked", method: "password" });
    const problems: string[] = [];
    const look = async (page: ConsolePage, name: string) => {
      problems.push(...(await faultsOf(page, `Users ${name} ${where}`)));
    };
    const list = await open("users", options);
    await list.locator(".pick").first().waitFor();
    await look(list, "list");
    const linked = await visitUser("linked", options);
    await card(linked, "Metadata").waitFor();
    await look(linked, "one");
    await card(linked, "Factors").scrollIntoViewIfNeeded();
    await look(linked, "factors");
    await card(linked, "Metadata").scrollIntoViewIfNeeded();
    await look(linked, "metadata");
    const blocked = await visitUser(hostile, options);
    await card(blocked, "Profile").getByLabel("E-mail address").fill("paul");
    await card(blocked, "Profile").getByRole("button", { name: "Save profile" }).click();
    await card(blocked, "Profile").locator(".wrong").waitFor();
    await look(blocked, "hostile");
    const fresh = await open("users/new", options);
    await fresh.getByRole("button", { name: "Add user" }).click();
    await fresh.locator(".wrong").first().waitFor();
    await look(fresh, "new");
    // A refused form is what the browser reports: the answer had the status 400.
    expect(problems.filter((problem) => !problem.includes("the server responded with a status of 400"))).toEqual([]);
  });
});
