import type { NewUser } from "./types";

/** The password of every seeded user that has one. */
export const seedPassword = "correct-horse-battery-staple";

/** The authenticator app's secret of the user `authenticator`: base32, SHA-1, six digits, 30 seconds. */
export const seedTotpSecret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

/** The recovery code of the user `authenticator`. */
export const seedRecoveryCode = "SANDBOXRECOVERYCODE00001";

const database = (id: string) => ({
  connection: "Username-Password-Authentication",
  provider: "auth0",
  user_id: id,
  isSocial: false,
});

const passwordless = (provider: "sms" | "email", id: string) => ({
  connection: provider,
  provider,
  user_id: id,
  isSocial: false,
});

/** Signs in with a code by SMS; the same phone is enrolled for MFA. */
const phoneOnly: NewUser = {
  handle: "phone-only",
  name: "Pia Phone",
  phone_number: "+12025550101",
  phone_verified: true,
  identities: [passwordless("sms", "5a0000000000000000000101")],
  enrollments: [{ type: "phone", phoneNumber: "+12025550101" }],
};

/** Signs in with a password; a phone is enrolled for MFA, with the number of the profile. */
export const passwordAndPhone: NewUser = {
  handle: "password-phone",
  name: "Paul Password",
  email: "paul@example.com",
  email_verified: true,
  phone_number: "+12025550102",
  phone_verified: true,
  password: seedPassword,
  identities: [database("5a0000000000000000000102")],
  enrollments: [{ type: "phone", phoneNumber: "+12025550102" }],
};

/** Signs in with a password; an authenticator app and a recovery code are enrolled, no phone. */
export const authenticator: NewUser = {
  handle: "authenticator",
  name: "Otto Otp",
  email: "otto@example.com",
  email_verified: true,
  phone_number: "+12025550103",
  phone_verified: true,
  password: seedPassword,
  identities: [database("5a0000000000000000000103")],
  enrollments: [
    { type: "otp", secret: seedTotpSecret },
    { type: "recovery-code", recoveryCode: seedRecoveryCode },
  ],
};

/** Signs in with a password; no factor is enrolled yet. */
const notEnrolled: NewUser = {
  handle: "not-enrolled",
  name: "Nora New",
  email: "nora@example.com",
  email_verified: false,
  phone_number: "+12025550104",
  phone_verified: true,
  password: seedPassword,
  identities: [database("5a0000000000000000000104")],
};

/** A database account with a linked SMS account: the SMS number is only in `profileData`. */
export const linked: NewUser = {
  handle: "linked",
  name: "Lina Linked",
  email: "lina@example.com",
  email_verified: true,
  password: seedPassword,
  identities: [
    database("5a0000000000000000000105"),
    {
      ...passwordless("sms", "5a0000000000000000000106"),
      profileData: { name: "+12025550105", phone_number: "+12025550105", phone_verified: true },
    },
  ],
  enrollments: [{ type: "phone", phoneNumber: "+12025550105" }],
};

/** An SMS account with a linked database account: the SMS number is the profile's. */
const linkedSmsPrimary: NewUser = {
  handle: "linked-sms-primary",
  name: "Sam Sms",
  phone_number: "+12025550107",
  phone_verified: true,
  password: seedPassword,
  identities: [
    passwordless("sms", "5a0000000000000000000107"),
    {
      ...database("5a0000000000000000000108"),
      profileData: { email: "sam@example.com", email_verified: true },
    },
  ],
};

/** Signs in with a code by e-mail; the phone number of the profile was never used to sign in. */
const emailOnly: NewUser = {
  handle: "email-only",
  name: "Emil Email",
  email: "emil@example.com",
  email_verified: true,
  phone_number: "+12025550109",
  phone_verified: false,
  identities: [passwordless("email", "5a0000000000000000000109")],
};

/** Signs in with a password; the phone that is enrolled for MFA has another number than the profile. */
const otherPhone: NewUser = {
  handle: "other-phone",
  name: "Olga Other",
  email: "olga@example.com",
  email_verified: true,
  phone_number: "+12025550110",
  phone_verified: true,
  password: seedPassword,
  identities: [database("5a0000000000000000000110")],
  enrollments: [{ type: "phone", phoneNumber: "+12025550199" }],
};

/** Every user that a fresh tenant holds. */
export const seedUsers: readonly NewUser[] = [
  phoneOnly,
  passwordAndPhone,
  authenticator,
  notEnrolled,
  linked,
  linkedSmsPrimary,
  emailOnly,
  otherPhone,
];
