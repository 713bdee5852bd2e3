import { totp } from "../../src/auth0/login";
import { createManagementApi } from "../../src/auth0/management/app";
import { seedRecoveryCode, seedTotpSecret } from "../../src/auth0/users";
import { onPostLogin, type setUp } from "../login/support";

type Parts = ReturnType<typeof setUp>;

/** A way to log in, or to fail to, and what the tenant log says of it, in order. */
export interface Scenario {
  actions?: string[];
  run(parts: Parts): Promise<unknown>;
  logs: string[];
}

const challenge = (factor: string) => onPostLogin(`api.authentication.challengeWith({ type: "${factor}" });`);
const enroll = onPostLogin('api.authentication.enrollWith({ type: "phone" });');
const deny = onPostLogin('api.access.deny("no");');
const refuses = async () => {
  throw new Error("429 60203 Max send attempts reached");
};

const bySms = async ({ engine, code }: Parts) => {
  const login = await engine.startLogin({ user: "phone-only", method: "sms" });
  await login.submitCode(code());
  return login;
};
const byPassword = ({ engine }: Parts, channel: "sms" | "voice" = "sms") =>
  engine.startLogin({ user: "password-phone", method: "password", channel });
const otp = ({ engine }: Parts) => engine.startLogin({ user: "authenticator", method: "password" });
/** A challenge that a device answers, by a user who has it. */
const device = async (parts: Parts, factor: "push-notification" | "webauthn-roaming", reject: boolean) => {
  parts.tenant.guardian.setEnabled(factor, true);
  parts.engine.users.get("password-phone").enrollments.push({ type: factor });
  const login = await byPassword(parts);
  await login.answer({ factor, reject });
};
const exchanged = ["s", "seacft"];
const passwordGrant = { grant: "password", method: "password", mfaApi: true } as const;

/** Every kind of login that the engine knows, right and wrong. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  "a code by SMS": { run: bySms, logs: ["cs", ...exchanged] },
  "a code by a call": {
    run: async ({ engine, code }) => {
      const login = await engine.startLogin({ user: "password-phone", method: "voice" });
      await login.submitCode(code());
    },
    logs: ["cs", ...exchanged],
  },
  "a code by e-mail": {
    run: async ({ engine }) => {
      const login = await engine.startLogin({ user: "email-only", method: "email" });
      await login.submitCode(engine.mailbox[0]!.code);
    },
    logs: ["cls", ...exchanged],
  },
  "a wrong code, then another": {
    run: async ({ engine, code, wrongCode }) => {
      const login = await engine.startLogin({ user: "phone-only", method: "sms" });
      await login.submitCode(wrongCode());
      await login.resendCode();
      await login.submitCode(code());
    },
    logs: ["cs", "f", "cs", ...exchanged],
  },
  "a code that the provider refuses": {
    run: ({ engine, phone }) => {
      phone.send = refuses;
      return engine.startLogin({ user: "phone-only", method: "sms" });
    },
    logs: ["fn"],
  },
  "a password": { run: byPassword, logs: exchanged },
  "ten wrong passwords": {
    run: async ({ engine }) => {
      const login = await engine.startLogin({ user: "password-phone", method: "password", password: "1" });
      for (let guess = 2; guess <= 10; guess += 1) await login.submitPassword(String(guess));
    },
    logs: [...Array(9).fill("fp"), "limit_wc", "f"],
  },
  "a passkey": {
    run: ({ engine }) => engine.startLogin({ user: "password-phone", method: "passkey" }),
    logs: exchanged,
  },
  "a social account": {
    run: ({ engine }) => {
      const google = { connection: "google-oauth2", provider: "google-oauth2", user_id: "1", isSocial: true };
      engine.users.add({ handle: "social", email: "s@example.com", identities: [google] });
      return engine.startLogin({ user: "social", method: "federated" });
    },
    logs: exchanged,
  },
  "single sign-on": {
    run: async (parts) => {
      const { outcome } = await bySms(parts);
      await parts.engine.startLogin({ session: outcome!.sessionId! });
    },
    logs: ["cs", ...exchanged, ...exchanged],
  },
  "silent authentication": {
    run: async (parts) => {
      const { outcome } = await bySms(parts);
      await parts.engine.startLogin({ session: outcome!.sessionId!, prompt: "none" });
    },
    logs: ["cs", ...exchanged, "ssa", "seacft"],
  },
  "silent authentication without a session": {
    run: ({ engine }) => engine.startLogin({ user: "phone-only", prompt: "none" }),
    logs: ["fsa"],
  },
  "a refresh token": {
    run: async (parts) => {
      const { outcome } = await bySms(parts);
      await parts.engine.startLogin({ session: outcome!.sessionId!, grant: "refresh_token" });
    },
    logs: ["cs", ...exchanged, "sertft"],
  },
  "a refresh token that an Action denies": {
    actions: [deny],
    run: ({ engine }) => engine.startLogin({ user: "phone-only", grant: "refresh_token" }),
    logs: ["fertft"],
  },
  "the password grant": {
    run: ({ engine }) => engine.startLogin({ user: "password-phone", method: "password", grant: "password" }),
    logs: ["sepft"],
  },
  "the password grant with MFA by the MFA API": {
    actions: [challenge("phone")],
    run: async (parts) => {
      const login = await parts.engine.startLogin({ ...passwordGrant, user: "password-phone" });
      await login.select("phone");
      await login.answer({ factor: "phone", code: parts.code() });
    },
    logs: ["fepft", "gd_start_auth", "gd_send_sms", "gd_auth_succeed", "seoobft"],
  },
  "the password grant with an authenticator app": {
    actions: [challenge("otp")],
    run: async (parts) => {
      const login = await parts.engine.startLogin({ ...passwordGrant, user: "authenticator" });
      await login.answer({ factor: "otp", code: totp(seedTotpSecret, parts.clock.now()) });
    },
    logs: ["fepft", "gd_auth_succeed", "seotpft"],
  },
  "the password grant with a wrong password": {
    run: ({ engine }) =>
      engine.startLogin({ user: "password-phone", method: "password", password: "no", grant: "password" }),
    logs: ["fp", "fepft"],
  },
  "token exchange": {
    run: ({ engine }) => engine.startLogin({ user: "password-phone", grant: "token-exchange" }),
    logs: ["secte"],
  },
  "token exchange that an Action denies": {
    actions: [deny],
    run: ({ engine }) => engine.startLogin({ user: "password-phone", grant: "token-exchange" }),
    logs: ["fecte"],
  },
  "a denial by an Action": { actions: [deny], run: byPassword, logs: ["f"] },
  "a denial after a code by SMS": { actions: [deny], run: bySms, logs: ["cs", "f"] },
  "an Action that throws": {
    actions: [onPostLogin("throw new TypeError('broken');")],
    run: byPassword,
    logs: ["actions_execution_failed", "f"],
  },
  "an abandoned login": { run: async (parts) => (await startSms(parts)).abandon(), logs: ["cs"] },
  "MFA by SMS": {
    actions: [challenge("phone")],
    run: async (parts) => (await byPassword(parts)).answer({ factor: "phone", code: parts.code() }),
    logs: ["gd_start_auth", "gd_send_sms", "gd_auth_succeed", ...exchanged],
  },
  "MFA by a call": {
    actions: [challenge("phone")],
    run: async (parts) => (await byPassword(parts, "voice")).answer({ factor: "phone", code: parts.code() }),
    logs: ["gd_start_auth", "gd_send_voice", "gd_auth_succeed", ...exchanged],
  },
  "MFA by tenant policy": {
    run: async (parts) => {
      parts.tenant.guardian.policies = ["all-applications"];
      const login = await byPassword(parts);
      await login.answer({ factor: "phone", code: parts.code() });
    },
    logs: ["gd_start_auth", "gd_send_sms", "gd_auth_succeed", ...exchanged],
  },
  "MFA that an Action denies": {
    actions: [challenge("phone"), deny],
    run: async (parts) => (await byPassword(parts)).answer({ factor: "phone", code: parts.code() }),
    logs: ["gd_start_auth", "gd_send_sms", "gd_auth_succeed", "f"],
  },
  "ten wrong MFA codes and one more": {
    actions: [challenge("phone")],
    run: async (parts) => {
      const login = await byPassword(parts);
      for (let guess = 0; guess <= 10; guess += 1) await login.answer({ factor: "phone", code: parts.wrongCode() });
    },
    logs: ["gd_start_auth", "gd_send_sms", ...Array(10).fill("gd_auth_failed"), "gd_otp_rate_limit_exceed"],
  },
  "MFA codes that the provider refuses": {
    actions: [challenge("phone")],
    run: async (parts) => {
      parts.phone.send = refuses;
      const login = await byPassword(parts);
      await login.select("phone", "call");
    },
    logs: ["gd_start_auth", "gd_send_sms_failure", "gd_start_auth", "gd_send_voice_failure"],
  },
  "MFA by an authenticator app": {
    actions: [challenge("otp")],
    run: async (parts) => (await otp(parts)).answer({ factor: "otp", code: totp(seedTotpSecret, parts.clock.now()) }),
    logs: ["gd_start_auth", "gd_auth_succeed", ...exchanged],
  },
  "MFA by e-mail": {
    actions: [challenge("email")],
    run: async (parts) => {
      parts.tenant.guardian.setEnabled("email", true);
      const login = await byPassword(parts);
      await login.answer({ factor: "email", code: parts.engine.mailbox[0]!.code });
    },
    logs: ["gd_start_auth", "gd_send_email", "gd_auth_succeed", ...exchanged],
  },
  "MFA by a recovery code, wrong at first": {
    actions: [challenge("recovery-code")],
    run: async (parts) => {
      const login = await otp(parts);
      await login.answer({ factor: "recovery-code", code: "WRONG" });
      await login.answer({ factor: "recovery-code", code: seedRecoveryCode });
    },
    logs: ["gd_start_auth", "gd_recovery_failed", "gd_recovery_succeed", ...exchanged],
  },
  "MFA by a push notification": {
    actions: [challenge("push-notification")],
    run: (parts) => device(parts, "push-notification", false),
    logs: ["gd_start_auth", "gd_send_pn", "gd_auth_succeed", ...exchanged],
  },
  "a push notification that is refused": {
    actions: [challenge("push-notification")],
    run: (parts) => device(parts, "push-notification", true),
    logs: ["gd_start_auth", "gd_send_pn", "gd_auth_rejected"],
  },
  "a security key that is refused": {
    actions: [challenge("webauthn-roaming")],
    run: (parts) => device(parts, "webauthn-roaming", true),
    logs: ["gd_start_auth", "gd_webauthn_challenge_failed"],
  },
  "enrolment of a phone": {
    actions: [enroll],
    run: async (parts) => {
      const login = await parts.engine.startLogin({ user: "not-enrolled", method: "password" });
      await login.enroll({ factor: "phone", phoneNumber: "+12025550150" });
      await login.answer({ factor: "phone", code: parts.code() });
    },
    logs: ["gd_start_enroll", "gd_send_sms", "gd_enrollment_complete", ...exchanged],
  },
  "enrolment of a phone, logged as a success too": {
    actions: [enroll],
    run: async (parts) => {
      const event = { enrollmentSucceeds: true };
      const login = await parts.engine.startLogin({ user: "not-enrolled", method: "password", event });
      await login.enroll({ factor: "phone", phoneNumber: "+12025550150" });
      await login.answer({ factor: "phone", code: parts.code() });
    },
    logs: ["gd_start_enroll", "gd_send_sms", "gd_enrollment_complete", "gd_auth_succeed", ...exchanged],
  },
  "a challenge of which one factor is unknown": {
    actions: [onPostLogin('api.authentication.challengeWithAny([{ type: "phone" }, { type: "otp" }]);')],
    run: byPassword,
    logs: ["w", "gd_start_auth", "gd_send_sms"],
  },
  "a challenge that nobody can answer": {
    actions: [challenge("otp")],
    run: byPassword,
    logs: ["mfar", "f"],
  },
  "client credentials, wrong at first": {
    run: async ({ tenant }) => {
      tenant.clients.add({ clientId: "deploy", clientSecret: "right-fake", scopes: "all" });
      const api = createManagementApi(tenant);
      for (const [client_secret, audience] of [
        ["wrong-fake", tenant.audience],
        ["right-fake", "https://elsewhere"],
        ["right-fake", tenant.audience],
      ]) {
        const body = JSON.stringify({ grant_type: "client_credentials", client_id: "deploy", client_secret, audience });
        const headers = { "content-type": "application/json", "user-agent": "test/1" };
        await api.request("https://localhost/oauth/token", { method: "POST", headers, body });
      }
    },
    logs: ["feccft", "feccft", "seccft"],
  },
  "a change through the Management API": {
    run: async ({ tenant }) => {
      tenant.tokens.issue("all", "token", { clientId: "deploy" });
      const headers = { authorization: "Bearer token", "user-agent": "test/1" };
      const body = JSON.stringify({ friendly_name: "Example" });
      const api = createManagementApi(tenant);
      await api.request("https://localhost/api/v2/tenants/settings", { method: "PATCH", headers, body });
    },
    logs: ["sapi"],
  },
};

function startSms({ engine }: Parts) {
  return engine.startLogin({ user: "phone-only", method: "sms" });
}
