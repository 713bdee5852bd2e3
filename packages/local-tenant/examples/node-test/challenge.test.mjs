import assert from "node:assert/strict";
import { test } from "node:test";
import { startLocalTenant } from "auth0-local-tenant";

test("a phone is asked for a code, and a wrong one does not pass", async (t) => {
  const tenant = await startLocalTenant({ source: "challenge.js" });
  t.after(() => tenant.stop());
  const login = await tenant.startLogin({ user: "password-phone", method: "password" });
  const wrong = await login.answer({ factor: "phone", code: "wrong" });
  assert.equal(wrong.reason, "wrong_code");
  await login.answer({ factor: "phone", code: await tenant.inbox.codeFor("+12025550102") });
  assert.equal(login.state, "completed");
});
