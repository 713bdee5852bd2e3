import type { FirstFactorLogin, LoginOptions, SessionLogin } from "../../packages/local-tenant/src/auth0/login";
import type { User } from "../../packages/local-tenant/src/auth0/users";
import { type Sandbox, type SandboxOptions, startSandbox } from "../support/sandbox";
import { addPhoneUser, addSmsUser, addUser, authenticatorApp, outcomes } from "./support";

/** Who is asked, and when, in the local tenant's whole pipeline. The rules' tables are in the other files. */
type Challenge = NonNullable<NonNullable<SandboxOptions["settings"]>["mfaChallenge"]>;

const MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";
const password = (user: User, more: Partial<FirstFactorLogin> = {}): LoginOptions => ({
  user: user.handle,
  method: "password",
  ...more,
});

function inTenant(
  title: string,
  mfaChallenge: Challenge,
  stories: Record<string, (sandbox: Sandbox) => Promise<void>>,
) {
  describe(title, () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await startSandbox({ settings: { mfaChallenge } });
    });
    afterAll(() => sandbox.stop());
    test.each(Object.entries(stories))("%s", (_, story) => story(sandbox));
  });
}

type InSession = Omit<SessionLogin, "session"> | Omit<FirstFactorLogin, "session">;

/** Logs in to the end. Returns what mfa-challenge decided, how the login ended, and the session. */
async function decided(sandbox: Sandbox, options: LoginOptions) {
  const login = await sandbox.complete(options);
  const { status, error, sessionId } = login.outcome!;
  const messages = login.timeline.filter(({ kind }) => kind === "code-sent").length;
  return { decision: outcomes(login)["mfa-challenge"], ended: error ?? status, messages, session: sessionId ?? "" };
}

inTenant(
  "With enrolment denied",
  { enrol: "deny" },
  {
    "password and mailbox enrol no phone": async (sandbox) => {
      sandbox.tenant.guardian.setEnabled("email", true);
      const user = addUser(sandbox, { email_verified: true });
      const login = await sandbox.complete(password(user), { phoneNumber: "+12025550199" });
      expect(outcomes(login)["mfa-challenge"]).toBe("denied:not-enrolled");
      expect(login.outcome).toMatchObject({ status: "ended", error: "access_denied" });
      expect(user.enrollments).toEqual([]);
    },
    "an authenticator app lets in, and nothing is enrolled": async (sandbox) => {
      sandbox.tenant.guardian.setEnabled("email", true);
      const user = addUser(sandbox, { email_verified: true, enrollments: [...authenticatorApp] });
      const login = await sandbox.login(password(user));
      expect(login.prompt).toMatchObject({ command: "challenge", factors: ["otp", "recovery-code"] });
      await sandbox.finish(login);
      expect(login.outcome).toMatchObject({ status: "completed" });
      expect(user.enrollments.map(({ type }) => type)).toEqual(["otp", "recovery-code"]);
    },
  },
);

inTenant(
  "After a code to the phone, with other factors wanted,",
  { afterPhoneCode: "other-factors" },
  {
    "one message is sent, and silent logins pass": async (sandbox) => {
      const user = addSmsUser(sandbox);
      user.enrollments.push({ type: "phone", phoneNumber: user.phone_number! });
      const first = await decided(sandbox, { user: user.handle, method: "sms" });
      expect(first).toMatchObject({ decision: "passed:phone-code", ended: "completed", messages: 1 });
      const { session } = first;
      sandbox.age(session, 3_600_000);
      const silent = await decided(sandbox, { session, prompt: "none" });
      expect(silent).toMatchObject({ decision: "passed:phone-code", ended: "completed", messages: 0 });
      const stepUp = await decided(sandbox, { session, prompt: "none", acrValues: [MULTI_FACTOR] });
      expect(stepUp).toMatchObject({ decision: "denied:mfa-required", ended: "access_denied" });
      expect(await decided(sandbox, { session })).toMatchObject({ decision: "challenged:phone", messages: 1 });
    },
    "somebody with nothing enrolled enrols a phone": async (sandbox) => {
      const user = addSmsUser(sandbox);
      expect(await decided(sandbox, { user: user.handle, method: "sms" })).toMatchObject({
        decision: "enrolling:phone",
        ended: "completed",
      });
    },
  },
);

inTenant(
  "With the phone wanted after a code to it,",
  { afterPhoneCode: "phone" },
  {
    "two messages are sent": async (sandbox) => {
      const user = addSmsUser(sandbox);
      user.enrollments.push({ type: "phone", phoneNumber: user.phone_number! });
      const login = await decided(sandbox, { user: user.handle, method: "sms" });
      expect(login).toMatchObject({ decision: "challenged:phone", ended: "completed", messages: 2 });
    },
  },
);

inTenant(
  "By risk, role and organization, once per session,",
  {
    frequency: "once-per-session",
    riskAssessment: "ask-unless-high-confidence",
    roles: { include: ["admin"] },
    organizations: { include: ["org_bank"] },
  },
  {
    "a login is asked as soon as one of them says so": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const decision = async (more: Partial<FirstFactorLogin>) =>
        (await decided(sandbox, password(user, more))).decision;
      expect(await decision({ risk: "high" })).toBe("passed:exempt");
      for (const risk of ["medium", "low", "neutral"] as const)
        expect(await decision({ risk })).toBe("challenged:phone");
      expect(await decision({})).toBe("challenged:phone");
      expect(await decision({ risk: "high", roles: ["user", "admin"] })).toBe("challenged:phone");
      expect(await decision({ risk: "high", roles: ["user"] })).toBe("passed:exempt");
      expect(await decision({ risk: "high", organization: "org_bank" })).toBe("challenged:phone");
      expect(await decision({ risk: "high", organization: "org_shop" })).toBe("passed:exempt");
    },
    "an MFA in the session answers a role, not a risk": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const { session } = await decided(sandbox, password(user));
      const decision = async (more: InSession) => (await decided(sandbox, { ...more, session })).decision;
      expect(await decision({ risk: "high", roles: ["admin"] })).toBe("passed:session");
      expect(await decision({ risk: "low" })).toBe("challenged:phone");
    },
  },
);

inTenant(
  "Step-up, at an exempt client and once per session,",
  { frequency: "once-per-session", clients: { exempt: ["SandboxMobileApplication00000002"] } },
  {
    "is asked for in spite of both": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const { session } = await decided(sandbox, password(user));
      const decision = async (more: InSession) => (await decided(sandbox, { ...more, session })).decision;
      expect(await decision({ acrValues: [MULTI_FACTOR] })).toBe("challenged:phone");
      expect(await decision({ acrValues: [MULTI_FACTOR], client: "mobile" })).toBe("challenged:phone");
      expect(await decision({ method: "password", prompt: "login", client: "mobile" })).toBe("challenged:phone");
      expect(await decision({ client: "mobile" })).toBe("passed:exempt");
      expect(await decision({})).toBe("passed:session");
    },
    "max_age limits the session's MFA": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const { session } = await decided(sandbox, password(user));
      sandbox.age(session, 400_000);
      expect(await decided(sandbox, { session, maxAge: 500 })).toMatchObject({ decision: "passed:session" });
      expect(await decided(sandbox, { session, maxAge: 300, prompt: "none" })).toMatchObject({
        ended: "access_denied",
      });
      expect(await decided(sandbox, { session, maxAge: 300 })).toMatchObject({ decision: "challenged:phone" });
    },
  },
);

inTenant(
  "With a passkey that counts, and browsers forgotten,",
  { passkeyCountsAsMfa: true, rememberBrowser: "never" },
  {
    "the login that it began passes, and no later one of the session": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const first = await decided(sandbox, { user: user.handle, method: "passkey" });
      expect(first).toMatchObject({ decision: "passed:passkey", ended: "completed", messages: 0 });
      const { session } = first;
      expect(await decided(sandbox, { session, prompt: "none" })).toMatchObject({ decision: "denied:mfa-required" });
      sandbox.age(session, 172_800_000);
      expect(await decided(sandbox, { session })).toMatchObject({ decision: "challenged:phone", ended: "completed" });
    },
    "the WebAuthn grant is challenged without such an entry": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const grant = { user: user.handle, method: "passkey", grant: "webauthn" } as const;
      expect(await decided(sandbox, grant)).toMatchObject({ decision: "challenged:phone", ended: "mfa_required" });
      const methods = [{ name: "passkey", timestamp: new Date().toISOString() }];
      expect(await decided(sandbox, { ...grant, event: { methods } })).toMatchObject({
        decision: "passed:passkey",
        ended: "completed",
      });
    },
    "a challenge is asked once: it overrides the call that turns the box off": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const login = await sandbox.complete(password(user));
      const calls = login.timeline.flatMap((entry) => (entry.kind === "action" ? entry.calls : []));
      expect(calls.map(({ method }) => method)).toEqual(
        expect.arrayContaining(["multifactor.enable", "authentication.challengeWith"]),
      );
      expect(login.timeline.filter(({ kind }) => kind === "pause")).toHaveLength(1);
      expect(login.outcome).toMatchObject({ status: "completed" });
    },
  },
);

inTenant(
  "Known limit: a factor that the tenant has switched off",
  {},
  {
    "is asked for all the same, and the login fails where nothing else is": async (sandbox) => {
      sandbox.tenant.guardian.setEnabled("otp", false);
      const user = addUser(sandbox, { enrollments: [authenticatorApp[0]!] });
      expect(await decided(sandbox, password(user))).toMatchObject({
        decision: "challenged:others",
        ended: "access_denied",
      });
      expect(sandbox.tenant.logs.list().map(({ type }) => type)).toContain("mfar");
    },
  },
);
