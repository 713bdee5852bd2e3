import { expect, test } from "@playwright/test";
import { startLocalTenant } from "auth0-local-tenant";

test("the code that arrives at the phone signs in", async ({ playwright }) => {
  const tenant = await startLocalTenant({ source: "greet.js" });
  const extraHTTPHeaders = { authorization: `Bearer ${tenant.control.token}` };
  const request = await playwright.request.newContext({ extraHTTPHeaders });
  const logins = `${tenant.control.url}/logins`;
  const begun = await request.post(logins, { data: { user: "phone-only", method: "sms" } });
  const { id } = await begun.json();
  const code = await tenant.inbox.codeFor("+12025550101");
  const ended = await request.post(`${logins}/${id}/code`, { data: { code } });
  expect(await ended.json()).toMatchObject({ state: "completed" });
  await tenant.stop();
});
