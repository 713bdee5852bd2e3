import { type APIRequestContext, expect, test } from "@playwright/test";

const { LOCAL_TENANT_CONTROL_URL: control, LOCAL_TENANT_TOKEN: token } = process.env;

/** The newest code that arrived at a phone. */
async function codeAt(request: APIRequestContext, to: string): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const inbox = await request.get(`${control}/inbox`, { headers, params: { to } });
  return (await inbox.json()).messages.at(-1).code;
}

test("a person signs in with a password and the code on their phone", async ({ page, request }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByLabel("Email address or phone number").fill("paul@example.com");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Password").fill("correct-horse-battery-staple");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByLabel("Code").fill(await codeAt(request, "+12025550102"));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Hello, Paul Password")).toBeVisible();
});
