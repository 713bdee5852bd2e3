/** The claims of a JSON Web Token, not verified; `undefined` for an opaque token. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the issuer wrote
export function claimsOf(token: string): Record<string, any> | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null ? claims : undefined;
  } catch {
    return undefined;
  }
}
