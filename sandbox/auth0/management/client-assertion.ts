import { verify } from "node:crypto";

/** What is used of a client assertion's payload. */
interface Claims {
  iss?: unknown;
  sub?: unknown;
  aud?: unknown;
  exp?: unknown;
}

const HASHES: Readonly<Record<string, { hash: string; dsaEncoding?: "ieee-p1363" }>> = {
  RS256: { hash: "sha256" },
  RS384: { hash: "sha384" },
  PS256: { hash: "sha256" },
  ES256: { hash: "sha256", dsaEncoding: "ieee-p1363" },
};

function decode<T>(part: string | undefined): T | undefined {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8")) as T;
  } catch {
    return undefined;
  }
}

/** The client a private-key JWT claims to be from, not yet verified; `undefined` for what is no JWT. */
export function assertedClient(assertion: string): string | undefined {
  const claims = decode<Claims>(assertion.split(".")[1]);
  return typeof claims?.sub === "string" && claims.sub === claims.iss ? claims.sub : undefined;
}

/** True when the JWT (RS256, RS384, PS256, ES256) is signed by the key, for this audience, and not expired at `now`. */
export function verifyAssertion(assertion: string, publicKey: string, audience: string, now: number): boolean {
  const [head, body, signature] = assertion.split(".");
  const algorithm = HASHES[decode<{ alg?: string }>(head)?.alg ?? ""];
  const alg = decode<{ alg?: string }>(head)?.alg;
  const claims = decode<Claims>(body);
  if (!algorithm || !claims || signature === undefined) return false;
  if (claims.aud !== audience || typeof claims.exp !== "number" || claims.exp * 1000 <= now) return false;
  const key = {
    key: publicKey,
    ...(algorithm.dsaEncoding && { dsaEncoding: algorithm.dsaEncoding }),
    ...(alg === "PS256" && { padding: 6, saltLength: 32 }),
  };
  try {
    return verify(algorithm.hash, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}
