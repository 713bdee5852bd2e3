import { constants, type SigningOptions, verify } from "node:crypto";
import type { ClientCredential } from "../store/client-credential";
import { withoutDefaultPort } from "./without-default-port";

/** What is used of a client assertion's payload. */
interface Claims {
  iss?: unknown;
  sub?: unknown;
  aud?: unknown;
  exp?: unknown;
}

/** The options of node:crypto's `verify` for each algorithm. */
const ALGORITHMS: Readonly<Record<ClientCredential["alg"], { hash: string; options?: SigningOptions }>> = {
  RS256: { hash: "sha256" },
  RS384: { hash: "sha384" },
  PS256: { hash: "sha256", options: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } },
};

function decode<T>(part: string | undefined): T | undefined {
  try {
    return JSON.parse(Buffer.from(part ?? "", "base64url").toString("utf8")) as T;
  } catch {
    return undefined;
  }
}

/** The client a private-key JWT claims to be from, not yet verified; `undefined` for anything but a JWT. */
export function assertedClient(assertion: string): string | undefined {
  const claims = decode<Claims>(assertion.split(".")[1]);
  return typeof claims?.sub === "string" && claims.sub === claims.iss ? claims.sub : undefined;
}

/**
 * Whether the JWT is signed by the credential's key with its algorithm, for this audience, and not expired at `now`. The
 * `kid` of its header may be left out; one that is given is the credential's.
 */
export function verifiesAssertion(
  credential: ClientCredential,
  assertion: string,
  audience: string,
  now: number,
): boolean {
  const [head, body, signature] = assertion.split(".");
  const header = decode<{ alg?: string; kid?: string }>(head);
  const claims = decode<Claims>(body);
  if (!header || !claims || signature === undefined) return false;
  if (header.alg !== credential.alg || (header.kid !== undefined && header.kid !== credential.kid)) return false;
  if (withoutDefaultPort(claims.aud) !== audience || typeof claims.exp !== "number" || claims.exp * 1000 <= now)
    return false;
  const { hash, options } = ALGORITHMS[credential.alg];
  try {
    const key = { key: credential.publicKey, ...options };
    return verify(hash, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url"));
  } catch {
    return false;
  }
}
