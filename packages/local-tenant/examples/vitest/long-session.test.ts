import { startLocalTenant, TestClock } from "auth0-local-tenant";
import { expect, test } from "vitest";

test("a session ends after a working day", async () => {
  const clock = new TestClock();
  const tenant = await startLocalTenant({ source: "long-session.cjs", clock });
  const morning = await tenant.login({ user: "password-phone", method: "password" });
  clock.advance(9 * 60 * 60_000);
  const evening = await tenant.login({ session: morning.outcome.sessionId! });
  expect(evening.outcome).toMatchObject({ error: "access_denied", description: "Log in again." });
  await tenant.stop();
});
