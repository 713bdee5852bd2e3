import { createHash } from "node:crypto";
import type { FactorType } from "../../../pipeline";
import { deviceOf } from "../../login";
import type { LocalTenant } from "../../tenant";
import type { Enrollment, User } from "../../users";

/** A factor of a user, as the MFA API lists it. */
export interface Authenticator {
  id: string;
  authenticator_type: "oob" | "otp" | "recovery-code";
  active: boolean;
  /** As Actions call the factor. */
  type: FactorType;
  /** Of `oob` alone. */
  oob_channel?: OobChannel;
  name?: string;
}

export type OobChannel = "sms" | "voice" | "email" | "auth0";

/** What a user can be challenged with by the MFA API: all that is confirmed, a phone once for each of its channels. */
export function authenticatorsOf(user: User, { guardian }: LocalTenant): Authenticator[] {
  const enrolled = user.enrollments.flatMap((enrollment) => ofEnrollment(enrollment, guardian.messageTypes));
  const { email, email_verified: verified } = user;
  if (!email || !verified || !guardian.enabledFactors().includes("email")) return enrolled;
  const id = `email|dev_${createHash("sha256").update(user.user_id).digest("base64url").slice(0, 16)}`;
  return [...enrolled, { id, ...oob("email", "email"), name: email }];
}

function ofEnrollment(enrollment: Enrollment, messageTypes: readonly string[]): Authenticator[] {
  const device = deviceOf(enrollment);
  switch (enrollment.type) {
    case "phone": {
      const channels = messageTypes.includes("voice") ? (["sms", "voice"] as const) : (["sms"] as const);
      const name = masked(enrollment.phoneNumber);
      return channels.map((channel) => ({ id: `${channel}|${device}`, ...oob("phone", channel), name }));
    }
    case "otp":
      return [{ id: `totp|${device}`, authenticator_type: "otp", active: true, type: "otp" }];
    case "recovery-code":
      return [
        { id: `recovery-code|${device}`, authenticator_type: "recovery-code", active: true, type: "recovery-code" },
      ];
    case "push-notification":
      return [{ id: `push|${device}`, ...oob("push-notification", "auth0") }];
    default:
      return [];
  }
}

function oob(type: FactorType, oob_channel: OobChannel) {
  return { authenticator_type: "oob", active: true, type, oob_channel } as const;
}

/** Auth0 shows the last four digits. */
function masked(number: string): string {
  return `${"X".repeat(Math.max(0, number.length - 4))}${number.slice(-4)}`;
}
