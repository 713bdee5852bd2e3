import { dirname, join } from "node:path";
import { startServer } from "../../packages/local-tenant/src/server";
import { credentials } from "../../packages/local-tenant/test/support/fixed-credentials";
import { repoRoot } from "../../stacks/repo-root";
import { synthesisedStack } from "../support/synthesised-stack";

const accessControl = {
  name: "Access control",
  trigger: { id: "post-login", version: "v3" },
  code: `exports.onExecutePostLogin = async (event, api) => {
  if (!event.authorization?.roles.includes("staff")) api.access.deny("You may not sign in here.");
};`,
};

test("six codes of logins that an Action in `before` denies are all sent, and all reported", async () => {
  const dir = join(repoRoot, ".cache", "test-ca");
  const server = await startServer({ credentials, ports: { management: 0, verify: 0 }, dir });
  const stack = await synthesisedStack(server.tenant.domain);
  try {
    const { id } = server.tenant.actions.create(accessControl);
    server.tenant.actions.deploy(id);
    const feedback = { verifyOrigin: server.verifyUrl };
    stack.synth({
      before: [accessControl.name],
      settings: { passwordlessFeedback: feedback, mfaFeedback: feedback },
    });
    server.loadStack(dirname(dirname(stack.folder)), "sandbox");
    for (let login = 0; login < 6; login += 1) {
      const denied = await server.finish(await server.login({ user: "phone-only", method: "sms" }));
      expect(denied).toMatchObject({ status: "ended", error: "access_denied" });
    }
    const { messages, requests } = server.verify.store;
    expect({ sent: messages.length, reported: requests.filter(({ approval }) => approval).length }).toEqual({
      sent: 6,
      reported: 6,
    });
  } finally {
    await server.stop();
    stack.remove();
  }
});
