import { onPostLogin, type RunningTenant, startTenant } from "../oidc/support";
import { controlClient } from "./control-client";

let tenant: RunningTenant;

beforeAll(async () => {
  tenant = await startTenant();
});
afterAll(() => tenant.end());
beforeEach(() => {
  tenant.reset();
  tenant.actions();
});

const advance = (advanceMs: number) => controlClient(tenant)("POST", "/clock", { advanceMs });

test("it says what time it is, how far that is ahead, and what runs out when", async () => {
  const before = await controlClient(tenant)("GET", "/clock");
  const earliest = Date.now() + before.json.aheadMs + 90_000;
  const { json } = await advance(90_000);
  expect(json.aheadMs - before.json.aheadMs).toBe(90_000);
  expect(Date.parse(json.now)).toBeGreaterThanOrEqual(earliest);
  expect(Date.parse(json.now)).toBeLessThanOrEqual(Date.now() + json.aheadMs);
  expect(json.lifetimes.map(({ name, ms }: { name: string; ms: number }) => `${name} ${ms / 60_000}`)).toEqual([
    "first-factor-code 3",
    "mfa-code 5",
    "verification 10",
    "access-token 1440",
    "idle-session 4320",
    "session 10080",
  ]);
});

test("the lifetimes of sessions are those of the tenant's settings", async () => {
  tenant.tenant.settings.patch({ session_lifetime_in_minutes: 90 });
  const { json } = await controlClient(tenant)("GET", "/clock");
  expect(json.lifetimes).toContainEqual({ name: "session", ms: 90 * 60_000 });
  tenant.tenant.settings.patch({ session_lifetime: 168 });
});

test("a code that the clock has passed is not taken, and its verification has expired", async () => {
  const { json } = await controlClient(tenant)("POST", "/logins", { user: "phone-only", method: "sms" });
  const code = tenant.code();
  await advance(10 * 60_000);
  const { json: after } = await controlClient(tenant)("POST", `/logins/${json.id}/code`, { code });
  expect(after.result).toMatchObject({ accepted: false, reason: "code_expired" });
  expect(tenant.verify.store.verifications).toMatchObject([{ status: "expired" }]);
});

test("a session ages with the clock, and so does what Actions make of it", async () => {
  tenant.actions(onPostLogin("console.log(Math.round((Date.now() - Date.parse(event.session.created_at)) / 60000));"));
  const first = await tenant.login({ user: "password-phone", method: "password" });
  await advance(60 * 60_000);
  const again = await tenant.login({ session: first.outcome?.sessionId ?? "" });
  const lines = again.timeline.flatMap((entry) =>
    entry.kind === "action" ? entry.console.map(({ text }) => text) : [],
  );
  expect(lines).toEqual(["60"]);
});

test("a session that the clock has passed asks for a login", async () => {
  const first = await tenant.login({ user: "password-phone", method: "password" });
  const session = first.outcome?.sessionId ?? "";
  await advance(71 * 3_600_000);
  expect((await tenant.login({ session })).state).toBe("completed");
  await advance(72 * 3_600_000 + 1);
  expect((await tenant.login({ session })).outcome).toMatchObject({ status: "ended", error: "login_required" });
  const refreshed = await tenant.login({ session, grant: "refresh_token" });
  expect(refreshed.state).toBe("completed");
});

test("a message that waits to be sent again is sent when the clock passes its time", async () => {
  tenant.verify.faults.set("verification/create", { kind: "error", status: 500, times: 1 });
  const provider = tenant.tenant.deployedActions("custom-phone-provider")[0]!;
  tenant.tenant.actions.update(provider.id, {
    code: provider.code
      .replace("async (event)", "async (event, api)")
      .replace("throw new Error(", "return api.notification.retry("),
  });
  tenant.tenant.actions.deploy(provider.id);
  await tenant.login({ user: "phone-only", method: "sms" });
  expect(tenant.code()).toBe("");
  await advance(15_000);
  await until(() => tenant.code() !== "");
});

test("it never goes back, and says so of what is no number of milliseconds", async () => {
  for (const advanceMs of [-1, 1.5, "60", 1e15]) {
    expect((await controlClient(tenant)("POST", "/clock", { advanceMs })).status).toBe(400);
  }
});

/** Waits for what comes by itself. */
async function until(holds: () => boolean): Promise<void> {
  for (const end = performance.now() + 5000; !holds(); ) {
    if (performance.now() > end) throw new Error("It did not come.");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
