import { constants, randomUUID, sign } from "node:crypto";
import { UserError } from "../../stacks/errors";
import { exitCodes } from "../support/exit-codes";
import type { Credentials } from "./credentials";

const LIFETIME_S = 120;

/** The signing algorithms that Auth0 takes for a client assertion. */
const ALGORITHMS: Record<string, { digest: string; padding: number }> = {
  RS256: { digest: "sha256", padding: constants.RSA_PKCS1_PADDING },
  RS384: { digest: "sha384", padding: constants.RSA_PKCS1_PADDING },
  PS256: { digest: "sha256", padding: constants.RSA_PKCS1_PSS_PADDING },
};

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function signed(input: string, algorithm: string, privateKey: string): Buffer {
  const known = ALGORITHMS[algorithm];
  if (known === undefined) {
    const names = Object.keys(ALGORITHMS).join(", ");
    throw new UserError(
      `AUTH0_CLIENT_ASSERTION_SIGNING_ALG is "${algorithm}"; it must be one of ${names}.`,
      exitCodes.notReady,
    );
  }
  try {
    const key = { key: privateKey, padding: known.padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    return sign(known.digest, Buffer.from(input), key);
  } catch {
    throw new UserError(
      "AUTH0_CLIENT_ASSERTION_PRIVATE_KEY is not an RSA private key in PEM.\n" +
        "Set it to the whole file, with its first and last line and its line breaks. If you don't have the file, create a\n" +
        "new key and give its public half to the application (Credentials, Private Key JWT):\n" +
        "  openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem\n" +
        "  openssl pkey -in key.pem -pubout -out key.pub.pem",
      exitCodes.notReady,
    );
  }
}

/** How an application proves at the token endpoint who it is. An assertion is for one use. */
export function clientProof(
  domain: string,
  credentials: Exclude<Credentials, { kind: "token" }>,
): Record<string, string> {
  if (credentials.kind === "secret") {
    return { client_id: credentials.clientId, client_secret: credentials.clientSecret };
  }
  const { clientId, privateKey, algorithm } = credentials;
  return {
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: clientAssertion(domain, clientId, privateKey, algorithm),
  };
}

/** A client assertion (private key JWT, RFC 7523) for the tenant's token endpoint, good for two minutes. */
function clientAssertion(domain: string, clientId: string, privateKey: string, algorithm: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: `https://${domain}/`,
    iat: now,
    exp: now + LIFETIME_S,
    jti: randomUUID(),
  };
  const input = `${encoded({ alg: algorithm, typ: "JWT" })}.${encoded(claims)}`;
  return `${input}.${signed(input, algorithm, privateKey).toString("base64url")}`;
}
