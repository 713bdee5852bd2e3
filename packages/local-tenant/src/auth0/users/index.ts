export { isDatabase, linkUsers, unlinkIdentity } from "./linking";
export * from "./seeds";
export { UnknownUserError, UserStore } from "./store";
export type * from "./types";
