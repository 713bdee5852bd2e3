import type { RunningTenant } from "../../src";
import { start } from "./support";

let tenant: RunningTenant;

beforeAll(async () => {
  tenant = await start();
});
afterAll(() => tenant.stop());
beforeEach(() => tenant.reset());

test("a code that is not there yet is waited for", async () => {
  const code = tenant.inbox.codeFor("+12025550101");
  const login = await tenant.startLogin({ user: "phone-only", method: "sms" });
  expect(await login.submitCode(await code)).toEqual({ accepted: true });
});

test("each code is handed out once, and the next is waited for", async () => {
  const login = await tenant.startLogin({ user: "phone-only", method: "sms" });
  const first = await tenant.inbox.codeFor("+12025550101");
  const next = tenant.inbox.codeFor("+12025550101");
  await login.resendCode();
  expect(await login.submitCode(await next)).toEqual({ accepted: true });
  expect(tenant.inbox.messages("+12025550101").map(({ code }) => code)).toEqual([first, await next]);
});

test("a code that a login to its end used is not handed out", async () => {
  await tenant.login({ user: "phone-only", method: "sms" });
  const code = tenant.inbox.codeFor("+12025550101", { timeoutMs: 20 });
  await expect(code).rejects.toThrow("was already read; each is returned only once");
});

test("a code by e-mail is found by the address", async () => {
  const login = await tenant.startLogin({ user: "email-only", method: "email" });
  expect(await login.submitCode(await tenant.inbox.codeFor("emil@example.com"))).toEqual({ accepted: true });
});

test("a test runner's fake timers stop neither a login nor the wait", async () => {
  jest.useFakeTimers({ now: Date.parse("2030-01-01T00:00:00Z") });
  try {
    const { outcome } = await tenant.login({ user: "phone-only", method: "sms" });
    expect(outcome.status).toBe("completed");
    await expect(tenant.inbox.codeFor("+12025550150", { timeoutMs: 20 })).rejects.toThrow("No new code");
  } finally {
    jest.useRealTimers();
  }
});

test("a code that does not arrive is said to, with where something did", async () => {
  await tenant.startLogin({ user: "phone-only", method: "sms" });
  await expect(tenant.inbox.codeFor("+12025550150", { timeoutMs: 20 })).rejects.toThrow(
    "No new code arrived at +12025550150 within 0.02 s.\nSomething arrived at: +12025550101.",
  );
});
