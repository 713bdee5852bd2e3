const { startLocalTenant } = require("auth0-local-tenant");

test("a member's ID token says so", async () => {
  const tenant = await startLocalTenant({ source: "member.js" });
  tenant.users.get("phone-only").app_metadata = { plan: "gold" };
  const { tokens } = await tenant.login({ user: "phone-only", method: "sms" });
  expect(tokens.idToken).toEqual({ "https://example.com/member": true });
  await tenant.stop();
});
