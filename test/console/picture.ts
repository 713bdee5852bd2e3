// npm run picture: retakes the README's picture of the console.
import { join } from "node:path";
import { openConsole } from "../../packages/local-tenant/test/console/support";
import { openBrowser } from "../../packages/local-tenant/test/support/browser";
import { repoRoot } from "../../stacks/repo-root";
import { startSandbox } from "../support/sandbox";

const file = join(repoRoot, "docs", "images", "console.png");

async function takePicture(): Promise<void> {
  const sandbox = await startSandbox({
    console: true,
    settings: { mfaChallenge: { afterPhoneCode: "other-factors" } },
  });
  const browser = await openBrowser();
  try {
    await sandbox.complete({ user: "authenticator", method: "password" });
    await sandbox.complete({ user: "phone-only", method: "sms" }, { code: "wrong" });
    await sandbox.complete({ user: "linked", method: "password" });
    await sandbox.complete({ user: "email-only", method: "email" });
    const shown = await sandbox.complete({ user: "phone-only", method: "sms" });
    await sandbox.login({ user: "password-phone", method: "password" });
    const viewport = { width: 1280, height: 860 };
    const context = await browser.newContext({ viewport, colorScheme: "light" });
    const page = await openConsole(context, sandbox.server, `logins/${shown.id}`);
    await page.getByRole("heading", { name: "Timeline" }).waitFor();
    await page.screenshot({ path: file });
  } finally {
    await browser.close();
    await sandbox.stop();
  }
  process.stdout.write(`${file}\n`);
}

void takePicture();
