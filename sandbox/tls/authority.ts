import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { writeBundle } from "./bundle";
import { currentKeyPair } from "./generations";
import { issueAuthority, issueLeaf, type KeyPair } from "./issue";

/** Days before its end that a certificate is replaced. */
const RENEW_DAYS = 30;

export interface CertificateAuthority {
  /** PEM; to be trusted by whoever calls the sandbox. */
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
  /** Milliseconds since the epoch by which expiry is judged; `undefined` means now. */
  now?: number;
}

/**
 * Loads the sandbox's certificate authority and its server certificate, making what is missing or near its end.
 * Processes that start at the same time end up with the same ones.
 */
export async function certificateAuthority(options: CertificateAuthorityOptions): Promise<CertificateAuthority> {
  const { dir, now = Date.now() } = options;
  const authority = await currentKeyPair({
    dir,
    name: "authority",
    isFresh: ({ certificate }) => isFresh(new X509Certificate(certificate), now),
    create: () => issueAuthority(now),
  });
  const leaf = await currentKeyPair({
    dir,
    name: "localhost",
    isFresh: ({ certificate }) => isFresh(new X509Certificate(certificate), now) && isIssued(certificate, authority),
    create: () => issueLeaf(authority, now),
  });
  const bundleFile = join(dir, "bundle.pem");
  await writeBundle(bundleFile, authority.certificate);
  const { certificate, certificateFile } = authority;
  return { certificate, certificateFile, bundleFile, leaf: { certificate: leaf.certificate, key: leaf.key } };
}

function isFresh(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validTo) - now > RENEW_DAYS * 86_400_000;
}

function isIssued(certificate: string, authority: KeyPair): boolean {
  return new X509Certificate(certificate).verify(new X509Certificate(authority.certificate).publicKey);
}
