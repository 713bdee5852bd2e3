export { createOidcApp } from "./app";
export { OidcState } from "./oidc-state";
export { type RememberedSignIns, rememberedSignIns, restoreSignIns } from "./remembered";
