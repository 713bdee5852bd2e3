import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";
import { promisify } from "node:util";

export type Claims = Record<string, unknown>;

interface Key {
  kid: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** The tenant's RS256 key. It is made when it is first needed, which takes a moment that not every start has to wait for. */
export class SigningKey {
  #key: Promise<Key> | undefined;
  #pem: string | undefined;

  /** PEM of the private key (PKCS #8); `undefined`: it was not needed yet. */
  get pem(): string | undefined {
    return this.#pem;
  }

  /** Replaces the key. Throws for anything but an RSA key in PEM. */
  restore(pem: string): void {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType !== "rsa") throw new Error("The signing key is not an RSA key.");
    this.#key = Promise.resolve(keyOf(privateKey));
    this.#pem = pem;
  }

  /** A JSON web token of these claims. `typ` is the header's. */
  async sign(claims: Claims, typ = "JWT"): Promise<string> {
    const { kid, privateKey } = await this.#made();
    const content = `${encode({ alg: "RS256", typ, kid })}.${encode(claims)}`;
    return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
  }

  /** The claims of a token that this key signed, expired or not; `undefined` for any other text. */
  async read(token: string): Promise<Claims | undefined> {
    const [header, claims, signature, more] = token.split(".");
    if (!header || !claims || !signature || more !== undefined) return undefined;
    const { publicKey } = await this.#made();
    const signed = Buffer.from(`${header}.${claims}`);
    if (!verify("sha256", signed, publicKey, Buffer.from(signature, "base64url"))) return undefined;
    return JSON.parse(Buffer.from(claims, "base64url").toString("utf8")) as Claims;
  }

  /** What `/.well-known/jwks.json` shows. */
  async publicJwk(): Promise<JsonWebKey> {
    const { kid, publicKey } = await this.#made();
    return { ...publicKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid };
  }

  #made(): Promise<Key> {
    this.#key ??= this.#make();
    return this.#key;
  }

  async #make(): Promise<Key> {
    const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
    this.#pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    return keyOf(privateKey);
  }
}

function keyOf(privateKey: KeyObject): Key {
  const publicKey = createPublicKey(privateKey);
  const der = publicKey.export({ type: "spki", format: "der" });
  return { privateKey, publicKey, kid: createHash("sha256").update(der).digest("base64url").slice(0, 22) };
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
