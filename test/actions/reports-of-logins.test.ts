import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ settings: { mfaChallenge: { enrol: "skip", afterPhoneCode: "other-factors" } } });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.server.reset());

test("a passwordless login reports its code, and Verify counts it as converted", async () => {
  const login = await sandbox.complete({ user: "phone-only", method: "sms" });
  expect(login.outcome).toMatchObject({ status: "completed" });
  expect(sandbox.logged(login, "passwordless")).toEqual([expect.stringMatching(/ approved \d+ms$/)]);
  expect(sandbox.verify.store.verifications).toMatchObject([{ to: "+12025550101", status: "approved" }]);
  expect(sandbox.server.conversion()).toEqual({
    total_attempts: 1,
    total_converted: 1,
    conversion_rate_percentage: 100,
  });
});

test("a password login with phone MFA pauses, resumes at the next Action and reports the code", async () => {
  const login = await sandbox.complete({ user: "password-phone", method: "password" });
  const kinds = login.timeline.map(({ kind }) => kind);
  expect(kinds).toEqual([
    "first-factor",
    "action",
    "action",
    "pause",
    "phone-provider",
    "code-sent",
    "answer",
    "resume",
    "action",
    "end",
    "outcome",
  ]);
  expect(sandbox.logged(login, "feedback - MFA")).toEqual([expect.any(String), expect.stringMatching(/ approved /)]);
  expect(sandbox.server.conversion().total_converted).toBe(1);
});

test("a wrong code makes the person give up, and nothing is reported", async () => {
  const login = await sandbox.complete({ user: "phone-only", method: "sms" }, { code: "wrong" });
  expect(login.outcome).toMatchObject({ status: "ended", error: "abandoned" });
  expect(sandbox.server.conversion()).toMatchObject({ total_attempts: 1, total_converted: 0 });
});
