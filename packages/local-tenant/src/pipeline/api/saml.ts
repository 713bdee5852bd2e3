import type { ApiScope, Namespace } from "./scope";

const setters = [
  "setAttribute",
  "setAudience",
  "setRecipient",
  "setCreateUpnClaim",
  "setPassthroughClaimsWithNoMapping",
  "setMapUnknownClaimsAsIs",
  "setMapIdentities",
  "setSignatureAlgorithm",
  "setDigestAlgorithm",
  "setDestination",
  "setLifetimeInSeconds",
  "setSignResponse",
  "setNameIdentifierFormat",
  "setNameIdentifierProbes",
  "setAuthnContextClassRef",
  "setSigningCert",
  "setIncludeAttributeNameFormat",
  "setTypedAttributes",
  "setEncryptionCert",
  "setEncryptionPublicKey",
  "setCert",
  "setKey",
  "setRelayState",
  "setIssuer",
  "setEncryptionAlgorithm",
] as const;

/** `api.samlResponse`: recorded only; the local tenant has no SAML. */
export function samlResponse({ api }: ApiScope): Namespace {
  return Object.fromEntries(setters.map((setter) => [setter, () => api()]));
}
