import { createPrivateKey, X509Certificate } from "node:crypto";
import { join } from "node:path";
import { writeBundle } from "./bundle";
import { currentKeyPair } from "./generations";
import type { KeyPair } from "./issue";

/** Days before its end that a certificate is replaced. */
const RENEW_DAYS = 30;

/** Loaded by what makes a certificate alone, which is rare: its libraries take longer to load than a start takes. */
const issuing = () => import("./issue");

export interface CertificateAuthority {
  /** PEM; to be trusted by whoever calls the local tenant. */
  certificate: string;
  certificateFile: string;
  /** The system's roots and the authority, for `SSL_CERT_FILE` on Linux. */
  bundleFile: string;
  /** What an HTTPS server on localhost, 127.0.0.1 or ::1 takes as `cert` and `key`. */
  leaf: { certificate: string; key: string };
}

export interface CertificateAuthorityOptions {
  /** Folder that keeps the keys; made, for its owner alone, when it is missing. */
  dir: string;
  /** The time at which expiry is judged, in milliseconds since the epoch; `undefined` means now. */
  now?: number;
}

/**
 * Loads the local tenant's certificate authority and its server certificate, making what is missing, damaged or near its end.
 * Processes that start at the same time end up with the same ones.
 */
export async function certificateAuthority(options: CertificateAuthorityOptions): Promise<CertificateAuthority> {
  const { dir, now = Date.now() } = options;
  const authority = await currentKeyPair({
    dir,
    name: "authority",
    isFresh: (pair) => isFresh(pair, now),
    create: async () => (await issuing()).issueAuthority(now),
  });
  const leaf = await currentKeyPair({
    dir,
    name: "localhost",
    isFresh: (pair) => isFresh(pair, now) && isIssued(pair, authority),
    create: async () => (await issuing()).issueLeaf(authority, now),
  });
  const bundleFile = join(dir, "bundle.pem");
  await writeBundle(bundleFile, authority.certificate);
  const { certificate, certificateFile } = authority;
  return { certificate, certificateFile, bundleFile, leaf: { certificate: leaf.certificate, key: leaf.key } };
}

/** False also for files that hold no certificate, or no key that belongs to it. */
function isFresh({ certificate: pem, key }: KeyPair, now: number): boolean {
  try {
    const certificate = new X509Certificate(pem);
    if (!certificate.checkPrivateKey(createPrivateKey(key))) return false;
    return Date.parse(certificate.validTo) - now > RENEW_DAYS * 86_400_000;
  } catch {
    return false;
  }
}

function isIssued({ certificate }: KeyPair, authority: KeyPair): boolean {
  return new X509Certificate(certificate).verify(new X509Certificate(authority.certificate).publicKey);
}
