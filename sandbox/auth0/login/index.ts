export { type Email, LoginEngine, type LoginEngineOptions } from "./engine";
export { LoginError } from "./errors";
export { Login } from "./login";
export { type MfaAnswer, wrongAnswerLimit } from "./mfa";
export { maskNumber, toE164 } from "./phone-number";
export type { Session } from "./sessions";
export { totp } from "./totp";
export * from "./types";
export { clients, connections } from "./well-known";
