import { randomBytes } from "node:crypto";
import type { FactorType } from "../../pipeline/types";
import type { Enrollment } from "../users";
import { browser } from "./browser";
import type { Transaction } from "./transaction";
import type { CodeChannel } from "./types";

/** The MFA factor that an entry is about. */
export interface LoggedFactor {
  factor: FactorType;
  /** `undefined` for what needs none, such as e-mail. */
  enrollment?: Enrollment | undefined;
  /** How the code went out; `undefined`: by SMS, where it is a phone. */
  channel?: CodeChannel | undefined;
}

/** Logs what Guardian did, with the authenticator and the enrolment. */
export function logGuardian(transaction: Transaction, type: string, text: string, factor: LoggedFactor, more?: object) {
  transaction.log(type, `Guardian - ${text}`, { ...guardianDetails(transaction, factor), ...more });
}

/** `authenticator.type`: Auth0's examples show `totp` and `passkey`; the others are named as its MFA API names them. */
function authenticatorType({ factor, channel }: LoggedFactor): string {
  if (factor === "phone") return channel === "call" ? "voice" : "sms";
  if (factor === "otp") return "totp";
  return factor === "push-notification" ? "push" : factor;
}

function guardianDetails({ user, session, services }: Transaction, logged: LoggedFactor) {
  const { enrollment } = logged;
  const type = authenticatorType(logged);
  const phone = enrollment?.type === "phone" && { phone_number: enrollment.phoneNumber };
  const device = enrollment && deviceOf(enrollment);
  return {
    authenticator: { id: device === undefined ? null : `${type}|${device}`, type, ...phone },
    ...(device !== undefined && {
      enrollment: { _id: device, ...phone, tenant: services.tenant.name, user_id: user.user_id },
    }),
    ...(session && { session_id: session.id }),
  };
}

const devices = new WeakMap<Enrollment, string>();

/** Guardian's id of an enrolment. It stays the same while the enrolment exists. */
export function deviceOf(enrollment: Enrollment): string {
  const known = devices.get(enrollment) ?? `dev_${randomBytes(12).toString("base64url").slice(0, 16)}`;
  devices.set(enrollment, known);
  return known;
}

/** The `request` and `response` of a code that was refused. The code itself is never logged. */
export function refusedRequest(code: string | undefined) {
  return {
    request: {
      method: "POST",
      path: "/api/authenticators/verify",
      query: "",
      userAgent: browser.userAgent,
      body: { code: "*".repeat(code?.length ?? 0) },
      ip: browser.ip,
      auth: { strategy: "jwt_api2_internal_token", scopes: ["read:authenticators", "verify:authenticator"] },
    },
    response: { statusCode: 403, body: {} },
  };
}
