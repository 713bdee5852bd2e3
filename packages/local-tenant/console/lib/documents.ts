// What the control API's routes answer with. Types alone: nothing of the server is in the console.
export type { LoginOutcome, LoginState, LoginTimelineEntry } from "../../src/auth0/login";
export type { Conversion } from "../../src/server/conversion";
export type { LocalTenantDescription } from "../../src/server/local-tenant-description";
export type { LoginDocument } from "../../src/server/login-document";
export type { UserDocument } from "../../src/server/user-document";
