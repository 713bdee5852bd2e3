export * from "./seeds";
export { UnknownUserError, UserStore } from "./store";
export type { Enrollment, Identity, NewUser, User } from "./types";
