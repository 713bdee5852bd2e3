export * from "./seeds";
export { UnknownUserError, UserStore } from "./store";
export type { Enrollment, Identity, NewUser, OtpEnrollment, PhoneEnrollment, User } from "./types";
