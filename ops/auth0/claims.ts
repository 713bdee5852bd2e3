import { z } from "zod";

/** What is read of a token; a member of another form counts as absent. */
const claims = z.object({
  aud: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined),
  exp: z.number().optional().catch(undefined),
  scope: z.string().optional().catch(undefined),
});

/** The claims of a JSON Web Token, not verified; `undefined` for an opaque token. */
export function claimsOf(token: string): z.infer<typeof claims> | undefined {
  try {
    return claims.parse(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")));
  } catch {
    return undefined;
  }
}

/** The scopes that a JSON Web Token names; `undefined` where it names none. */
export function scopesOf(token: string): string[] | undefined {
  return scopesIn(claimsOf(token)?.scope);
}

/** The names in an OAuth `scope`. */
export function scopesIn(scope: string | undefined): string[] | undefined {
  return scope?.split(" ").filter((name) => name !== "");
}
