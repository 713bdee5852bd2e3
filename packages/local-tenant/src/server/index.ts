export { type LoginDocument, loginDocument } from "../control/logins/document";
export { type UserDocument, userDocument } from "../control/users/document";
export {
  deployEnvironment,
  fixedCredentials,
  randomCredentials,
  type TenantCredentials,
  verifyVariables,
} from "../credentials/credentials";
export type { LoadedDocument } from "../loading/load-document";
export type { LoadedStack, StackInputs, StackToLoad } from "../loading/load-stack";
export { readSourceMaps } from "../loading/read-source-maps";
export type { Behaviour } from "../running/behaviour";
export type { DevDocument, DevLoad, DevReport } from "../running/dev-report";
export type { LocalTenantDescription } from "../running/local-tenant-description";
export { LocalTenantServer } from "../running/local-tenant-server";
export { LocalTenantError } from "../support/local-tenant-error";
export { defaultPorts } from "./ports";
export type { ServerOptions } from "./server-options";
export { startServer } from "./start-server";
