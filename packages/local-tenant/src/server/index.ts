export { SandboxError } from "../sandbox-error";
export {
  deployEnvironment,
  fixedCredentials,
  randomCredentials,
  type TenantCredentials,
  verifyVariables,
} from "./credentials";
export type { LoadedDocument } from "./load-document";
export type { LoadedStack, StackInputs } from "./load-stack";
export {
  LocalTenantServer,
  type LocalTenantServerOptions,
  type SandboxDescription,
} from "./local-tenant";
export { type LoginDocument, loginDocument } from "./login-document";
export type { Behaviour } from "./person";
export { defaultPorts } from "./ports";
export { startLocalTenant } from "./start-local-tenant";
export { type UserDocument, userDocument } from "./user-document";
