import { constants, type SigningOptions, verify } from "node:crypto";

/** What is used of a client assertion's payload. */
interface Claims {
  iss?: unknown;
  sub?: unknown;
  aud?: unknown;
  exp?: unknown;
}

/** How `verify` of node:crypto is told about each algorithm. */
const ALGORITHMS: Readonly<Record<string, { hash: string; options?: SigningOptions }>> = {
  RS256: { hash: "sha256" },
  RS384: { hash: "sha384" },
  PS256: { hash: "sha256", options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } },
  ES256: { hash: "sha256", options: { dsaEncoding: "ieee-p1363" } },
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
  const algorithm = ALGORITHMS[decode<{ alg?: string }>(head)?.alg ?? ""];
  const claims = decode<Claims>(body);
  if (!algorithm || !claims || signature === undefined) return false;
  if (claims.aud !== audience || typeof claims.exp !== "number" || claims.exp * 1000 <= now) return false;
  try {
    const key = { key: publicKey, ...algorithm.options };
    return verify(algorithm.hash, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}
