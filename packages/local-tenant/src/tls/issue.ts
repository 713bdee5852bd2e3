import "./reflect";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { loopbackConstraint } from "./name-constraint";

/** A certificate and the private key that belongs to it, both PEM. */
export interface KeyPair {
  certificate: string;
  key: string;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 86_400_000;

/** The authority's common name, as shown in a key chain. */
export const AUTHORITY_NAME = "auth0-verify-feedback local authority";

/** Days that an authority is valid. */
const AUTHORITY_DAYS = 3650;
/** Days that a server certificate is valid; macOS refuses more than 825. */
const LEAF_DAYS = 397;

function validity(now: number, days: number) {
  return { notBefore: new Date(now - DAY), notAfter: new Date(now + days * DAY) };
}

async function generateKeys() {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), x509.PemConverter.PrivateKeyTag);
}

/** A new authority. It can sign for loopback names only, so that a stolen key is of no use elsewhere. */
export async function issueAuthority(now: number): Promise<KeyPair> {
  x509.cryptoProvider.set(crypto);
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${AUTHORITY_NAME}`,
    keys: keys,
    signingAlgorithm: ALGORITHM,
    ...validity(now, AUTHORITY_DAYS),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      loopbackConstraint(),
    ],
  });
  return { certificate: certificate.toString("pem"), key: await exportKey(keys.privateKey) };
}

/** A server certificate for `localhost`, 127.0.0.1 and ::1, signed by the authority. */
export async function issueLeaf(authority: KeyPair, now: number): Promise<KeyPair> {
  x509.cryptoProvider.set(crypto);
  const issuer = new x509.X509Certificate(authority.certificate);
  const signingKey = await webcrypto.subtle.importKey(
    "pkcs8",
    x509.PemConverter.decodeFirst(authority.key),
    ALGORITHM,
    false,
    ["sign"],
  );
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: "CN=localhost",
    issuer: issuer.subject,
    publicKey: keys.publicKey,
    signingKey: signingKey,
    signingAlgorithm: ALGORITHM,
    ...validity(now, LEAF_DAYS),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: "dns", value: "localhost" },
        { type: "ip", value: "127.0.0.1" },
        { type: "ip", value: "::1" },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return { certificate: certificate.toString("pem"), key: await exportKey(keys.privateKey) };
}
