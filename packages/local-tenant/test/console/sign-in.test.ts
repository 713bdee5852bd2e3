import { clients } from "../../src/auth0/login";
import { authorizeUrl, startTenant, Visitor } from "../oidc/support";

const codePage = async (ports: { management: number; verify: number; console?: number }) => {
  const tenant = await startTenant({ ports });
  const visitor = new Visitor(tenant);
  await visitor.open(authorizeUrl(tenant, { client_id: clients.web!.client_id, connection: "sms" }));
  await visitor.submit("identifier", { identifier: "+12025550101" });
  await tenant.end();
  return { html: visitor.html, tenant };
};

test("a person who waits for a code is shown the way to the console's Phone, without the token", async () => {
  const { html, tenant } = await codePage({ management: 0, verify: 0, console: 0 });
  expect(html).toContain(
    `<a href="${tenant.consoleUrl}#/phone" target="_blank" rel="noopener">Phone in the console</a>`,
  );
  expect(html).not.toContain(tenant.credentials.controlToken);
});

test("without a console the page names the inbox", async () => {
  const { html } = await codePage({ management: 0, verify: 0 });
  expect(html).toContain("It is in the inbox (GET /_sandbox/inbox).");
});
