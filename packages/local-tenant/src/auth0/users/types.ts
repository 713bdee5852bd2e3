import type { FactorType } from "../../pipeline/types";

/** One account of a user with a connection. The first identity of a user is the primary one. */
export interface Identity {
  connection: string;
  /** `auth0`, `sms`, `email`, `google-oauth2`, … */
  provider: string;
  /** The id within the connection, without the provider's prefix. */
  user_id: string;
  isSocial: boolean;
  /** A linked identity's profile; the primary identity's is on the user itself. */
  profileData?: Record<string, unknown>;
}

/** A confirmed MFA factor. It belongs to Guardian, not to the profile: its number may differ from `phone_number`. */
export type Enrollment = PhoneEnrollment | OtpEnrollment | RecoveryCodeEnrollment | DeviceEnrollment;

interface Confirmed {
  /** ISO 8601. Absent: the day before there was the user here. */
  createdAt?: string;
}

export interface PhoneEnrollment extends Confirmed {
  type: "phone";
  /** E.164. */
  phoneNumber: string;
}

export interface OtpEnrollment extends Confirmed {
  type: "otp";
  /** Base32, as in the QR code. */
  secret: string;
}

export interface RecoveryCodeEnrollment extends Confirmed {
  type: "recovery-code";
  recoveryCode: string;
}

/** A factor for which the tenant keeps nothing that could answer a challenge. */
export interface DeviceEnrollment extends Confirmed {
  type: Exclude<FactorType, "phone" | "otp" | "recovery-code">;
}

/** What the tenant knows about a user. Property names of the profile are the platform's. */
export interface User {
  /** A short name for command lines, such as `phone-only`. */
  handle: string;
  user_id: string;
  name: string;
  nickname?: string;
  email?: string;
  email_verified: boolean;
  /** The profile's number, in whatever form it was stored. */
  phone_number?: string;
  phone_verified?: boolean;
  identities: Identity[];
  /** True refuses every login: an administrator blocked the user. */
  blocked?: boolean;
  user_metadata: Record<string, unknown>;
  app_metadata: Record<string, unknown>;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
  /** `undefined`: the user has no password. */
  password?: string;
  enrollments: Enrollment[];
  /** Finished logins so far. */
  loginsCount: number;
}

/** A user as a program adds it: the handle and what matters, the rest is filled in. */
export type NewUser = Pick<User, "handle"> & Partial<Omit<User, "handle">>;
