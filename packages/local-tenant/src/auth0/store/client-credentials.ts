import { createHash, createPublicKey, type KeyObject, X509Certificate } from "node:crypto";
import type { Clock } from "../../support/clock";
import type { ClientCredential } from "./client-credential";
import type { Instant } from "./entities";
import { PlatformError } from "./errors";
import { LIMITS } from "./limits";
import { randomAlphanumeric } from "./random-id";

export interface ClientCredentialInput {
  name?: string | undefined;
  /** A public key (SPKI or PKCS#1) or an X.509 certificate. */
  pem: string;
  /** Default: RS256. */
  alg?: ClientCredential["alg"] | undefined;
  /** Default: the key's JWK thumbprint (RFC 7638). */
  kid?: string | undefined;
  expiresAt?: Instant | undefined;
  /** Takes the expiry of the certificate. */
  parseExpiryFromCert?: boolean | undefined;
}

/** The public keys of the tenant's applications. */
export class ClientCredentialStore {
  readonly #credentials = new Map<string, ClientCredential>();

  constructor(private readonly clock: Clock) {}

  /**
   * @throws PlatformError 400 for a PEM that holds no RSA public key or certificate, a key that the application already
   * has, or one credential too many.
   */
  create(clientId: string, input: ClientCredentialInput): ClientCredential {
    const publicKey = readPublicKey(input.pem);
    const kid = input.kid ?? thumbprint(publicKey);
    const others = this.list(clientId);
    if (others.some((other) => other.kid === kid)) {
      throw new PlatformError(400, `A credential with the kid ${kid} already exists for this client`);
    }
    if (others.length >= LIMITS.clientCredentials) {
      throw new PlatformError(400, `The client already has ${LIMITS.clientCredentials} credentials`);
    }
    const now = this.clock.now();
    const credential: ClientCredential = {
      id: `cred_${randomAlphanumeric(22)}`,
      clientId,
      name: input.name,
      kid,
      alg: input.alg ?? "RS256",
      publicKey,
      createdAt: now,
      updatedAt: now,
      expiresAt: input.parseExpiryFromCert ? expiryOf(input.pem) : input.expiresAt,
    };
    this.#credentials.set(credential.id, credential);
    return credential;
  }

  /** Those of one application, newest first. */
  list(clientId: string): ClientCredential[] {
    return [...this.#credentials.values()].filter((credential) => credential.clientId === clientId).reverse();
  }

  /** @throws PlatformError 404 when the application has no such credential. */
  get(clientId: string, id: string): ClientCredential {
    const credential = this.#credentials.get(id);
    if (credential?.clientId !== clientId) throw new PlatformError(404, "The credential does not exist");
    return credential;
  }

  /** @param expiresAt `undefined`: never. @throws PlatformError 404 for no such credential. */
  expire(clientId: string, id: string, expiresAt: Instant | undefined): ClientCredential {
    return Object.assign(this.get(clientId, id), { expiresAt, updatedAt: this.clock.now() });
  }

  /** Idempotent, as on the platform. */
  delete(clientId: string, id: string): void {
    if (this.#credentials.get(id)?.clientId === clientId) this.#credentials.delete(id);
  }
}

/** A private key is refused, although its public one could be derived: it must never leave its owner. */
function readPublicKey(pem: string): KeyObject {
  const key = /^-----BEGIN (RSA PUBLIC KEY|PUBLIC KEY|CERTIFICATE)-----/.test(pem.trim()) && parse(pem);
  if (key && key.asymmetricKeyType === "rsa") return key;
  throw new PlatformError(
    400,
    "The pem must be an RSA public key (SPKI or PKCS1) or an X509 certificate",
    "invalid_body",
  );
}

function parse(pem: string): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}

function expiryOf(pem: string): Instant {
  try {
    return new Date(new X509Certificate(pem).validTo).getTime();
  } catch {
    throw new PlatformError(400, "parse_expiry_from_cert needs an X509 certificate in pem", "invalid_body");
  }
}

function thumbprint(key: KeyObject): string {
  const { e, kty, n } = key.export({ format: "jwk" });
  return createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url");
}
