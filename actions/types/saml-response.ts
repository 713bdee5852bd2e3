/** `api.samlResponse`: changes the SAML response of this login. Certificates and keys are PEM. */
export interface SamlResponse {
  /** @param value `null` removes the attribute. */
  setAttribute(attribute: string, value: string | number | boolean | null | (string | number | boolean)[]): void;
  setAudience(audience: string): void;
  setAuthnContextClassRef(authnContextClassRef: string): void;
  /** With `setKey`: signs instead of the tenant's own certificate. */
  setCert(cert: string): void;
  setCreateUpnClaim(createUpnClaim: boolean): void;
  setDestination(destination: string): void;
  setDigestAlgorithm(digestAlgorithm: "sha256" | "sha1"): void;
  setEncryptionAlgorithm(encryptionAlgorithm: "aes256-gcm" | "aes256-cbc"): void;
  /** With `setEncryptionPublicKey`. */
  setEncryptionCert(encryptionCert: string): void;
  setEncryptionPublicKey(encryptionPublicKey: string): void;
  setIncludeAttributeNameFormat(includeAttributeNameFormat: boolean): void;
  setIssuer(issuer: string): void;
  /** A secret of the Action. */
  setKey(key: string): void;
  setLifetimeInSeconds(lifetimeInSeconds: number): void;
  setMapIdentities(mapIdentities: boolean): void;
  setMapUnknownClaimsAsIs(mapUnknownClaimsAsIs: boolean): void;
  setNameIdentifierFormat(nameIdentifierFormat: string): void;
  /** Attributes to try, in order: the first with a value becomes the NameID. */
  setNameIdentifierProbes(nameIdentifierProbes: string[]): void;
  setPassthroughClaimsWithNoMapping(passthroughClaimsWithNoMapping: boolean): void;
  setRecipient(recipient: string): void;
  setRelayState(relayState: string): void;
  setSignResponse(signResponse: boolean): void;
  setSignatureAlgorithm(signatureAlgorithm: "rsa-sha256" | "rsa-sha1"): void;
  /** Requests must then be signed. */
  setSigningCert(signingCert: string): void;
  setTypedAttributes(typedAttributes: boolean): void;
}
