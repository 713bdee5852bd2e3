import { randomBytes } from "node:crypto";
import type { Login } from "../../packages/local-tenant/src/auth0/login";
import type { Identity, NewUser, User } from "../../packages/local-tenant/src/auth0/users";
import { seedPassword, seedRecoveryCode, seedTotpSecret } from "../../packages/local-tenant/src/auth0/users/seeds";
import type { Sandbox } from "../support/sandbox";

const AREA_CODES = [202, 203, 205, 206, 207, 208, 209, 210, 212, 213];
let numbers = 0;

/** A fictitious number, E.164, that no other test of the suite uses. */
export function aNumber(): string {
  const area = AREA_CODES[Math.floor(numbers / 100) % AREA_CODES.length];
  return `+1${area}55501${String(numbers++ % 100).padStart(2, "0")}`;
}

export function identity(
  provider: "auth0" | "sms" | "email" | "google-oauth2",
  extra: Partial<Identity> = {},
): Identity {
  const connection = provider === "auth0" ? "Username-Password-Authentication" : provider;
  return { connection, provider, user_id: randomBytes(12).toString("hex"), isSocial: false, ...extra };
}

let handles = 0;

/** Adds a user with a password, a database identity and a verified number; `user` says what is different. */
export function addUser(sandbox: Sandbox, user: Partial<NewUser> = {}): User {
  const handle = `user-${handles++}`;
  return sandbox.users.add({
    handle,
    email: `${handle}@example.com`,
    password: seedPassword,
    phone_number: aNumber(),
    phone_verified: true,
    identities: [identity("auth0")],
    ...user,
  });
}

/** A phone is enrolled with the profile's number. */
export function addPhoneUser(sandbox: Sandbox, user: Partial<NewUser> = {}): User {
  const phoneNumber = aNumber();
  return addUser(sandbox, { phone_number: phoneNumber, enrollments: [{ type: "phone", phoneNumber }], ...user });
}

/** Signs in with a code by SMS. */
export function addSmsUser(sandbox: Sandbox, user: Partial<NewUser> = {}): User {
  return addUser(sandbox, { identities: [identity("sms")], password: undefined, email: undefined, ...user });
}

export const authenticatorApp = [
  { type: "otp" as const, secret: seedTotpSecret },
  { type: "recovery-code" as const, recoveryCode: seedRecoveryCode },
];

/** The numbers of the verifications that were approved, one entry an approval, in order. */
export function approvals({ verify }: Sandbox): string[] {
  return verify.store.requests
    .filter(({ approval }) => approval)
    .map(({ verificationSid }) => verify.store.verification(verificationSid ?? "")?.to ?? "unknown");
}

/** What each of our Actions logged in this login, without the fixed prefix and the milliseconds. */
export function outcomes(login: Login): Record<string, string> {
  const lines = login.timeline.flatMap((entry) => (entry.kind === "action" ? entry.console : []));
  return Object.fromEntries(lines.map(({ text }) => parse(text)));
}

function parse(line: string): [string, string] {
  const match = /^verify-feedback (\S+) (.+) \d+ms( [a-z-]+)*$/.exec(line);
  if (!match) throw new Error(`Not a line of ours: ${line}`);
  return [match[1]!, match[2]!.trim() + (match[3] ?? "")];
}

/** Milliseconds that our Actions took in all. */
export function held(login: Login): number {
  return login.timeline.reduce((sum, entry) => sum + (entry.kind === "action" ? entry.ms : 0), 0);
}

/** Everything that our Actions wrote to the console. Throws where the timeline had to blank a secret in it. */
export function logText(login: Login): string {
  const lines = login.timeline.flatMap((entry) => (entry.kind === "action" ? entry.console : []));
  const text = lines.map((line) => line.text).join("\n");
  if (text.includes("[secret ")) throw new Error(`An Action logged a secret: ${text}`);
  return text;
}

/** Everything about a person, and every credential, that no log may hold. */
export function secretsOf(user: User, secrets: Readonly<Record<string, string>>): string[] {
  const enrolled = user.enrollments.flatMap((each) => (each.type === "phone" ? each.phoneNumber : []));
  const linked = user.identities.map(({ profileData }) => profileData?.phone_number);
  const personal = [user.user_id, user.email, user.name, user.phone_number, ...enrolled, ...linked];
  const digits = personal.map((value) => String(value ?? "").replace(/\D/g, "")).filter((value) => value.length > 6);
  const values = [...personal, ...digits, ...Object.values(secrets)];
  return values.filter((value): value is string => typeof value === "string" && value.length > 3);
}
