import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startLocalTenant } from "auth0-local-tenant";

let tenant;
before(async () => {
  tenant = await startLocalTenant({ source: "tenant.yaml", config: "config.json" });
});
after(() => tenant.stop());

test("a phone is asked for, and the ID token says so", async () => {
  const { tokens } = await tenant.login({ user: "password-phone", method: "password" });
  assert.deepEqual(tokens.idToken, { "https://shop.example/methods": ["pwd", "phone"] });
});

test("whoever has no phone enrols one", async () => {
  const login = await tenant.startLogin({ user: "not-enrolled", method: "password" });
  assert.equal(login.prompt.command, "enroll");
  await login.finish();
  assert.deepEqual(login.tokens.idToken, { "https://shop.example/methods": ["pwd", "phone"] });
});
