import { usualMethod } from "../../src/auth0/login";
import type { Fault } from "../../src/twilio";
import { reportingActions } from "../support/reporting-actions";
import { startTestTenant, type TestTenant } from "../support/test-tenant";
import { complaints } from "./schema";

let sandbox: TestTenant;

beforeAll(async () => {
  sandbox = await startTestTenant(reportingActions);
});
afterAll(() => sandbox.stop());

const messageTypes = ["otp_verify", "otp_enroll", "blocked_account", "change_password", "password_breach"] as const;

const faults: Record<string, Fault | undefined> = {
  nothing: undefined,
  "too many messages": { kind: "error", status: 429 },
  "a wrong key": { kind: "error", status: 401 },
  "a connection that breaks": { kind: "reset" },
  "half an answer": { kind: "bad-json" },
};

test.each(Object.entries(faults))(
  "with %s wrong at Verify, each user's login and every message is logged by Auth0's schemas",
  async (_, fault) => {
    sandbox.server.reset();
    const before = sandbox.tenant.logs.list().length;
    if (fault)
      for (const operation of ["verification/create", "verification/update"] as const)
        sandbox.verify.faults.set(operation, fault);
    for (const user of sandbox.users.all()) {
      const { outcome } = await sandbox.complete({ user: user.handle, method: usualMethod(user) });
      if (!outcome?.sessionId) continue;
      await sandbox.login({ session: outcome.sessionId });
      await sandbox.login({ session: outcome.sessionId, prompt: "none" });
      await sandbox.login({ session: outcome.sessionId, grant: "refresh_token" });
    }
    for (const messageType of messageTypes) {
      for (const channel of ["sms", "voice"] as const) {
        await sandbox.server.sendMessage("password-phone", messageType, channel);
      }
    }
    const entries = sandbox.tenant.logs.list().slice(before);
    expect(entries.length).toBeGreaterThan(sandbox.users.all().length);
    expect(entries.flatMap((entry) => complaints(entry, sandbox.tenant))).toEqual([]);
    const numbers = JSON.stringify(entries).match(/\d+/g);
    for (const { code } of sandbox.verify.store.messages) expect(numbers).not.toContain(code);
  },
);
