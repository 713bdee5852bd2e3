export { LocalTenantError } from "../local-tenant-error";
export type { Behaviour } from "./behaviour";
export {
  deployEnvironment,
  fixedCredentials,
  randomCredentials,
  type TenantCredentials,
  verifyVariables,
} from "./credentials";
export type { DevDocument, DevLoad, DevReport } from "./dev-report";
export type { LoadedDocument } from "./load-document";
export type { LoadedStack, StackInputs, StackToLoad } from "./load-stack";
export { LocalTenantServer, type LocalTenantServerOptions } from "./local-tenant";
export type { LocalTenantDescription } from "./local-tenant-description";
export { type LoginDocument, loginDocument } from "./login-document";
export { defaultPorts } from "./ports";
export { readSourceMaps } from "./read-source-maps";
export { startServer } from "./start-server";
export { type UserDocument, userDocument } from "./user-document";
