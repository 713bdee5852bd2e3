export { createOidcApp } from "./app";
export { OidcState } from "./oidc-state";
