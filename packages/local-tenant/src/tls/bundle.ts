import { randomBytes } from "node:crypto";
import { readFile, rename, writeFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";

/** Where Linux distributions and macOS keep the roots that Go and OpenSSL use. */
const SYSTEM_BUNDLES = [
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
  "/etc/ssl/cert.pem",
];

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(() => undefined);
}

/** The system's roots: `SSL_CERT_FILE` when it is set to something else than `ownFile`, the usual places, Node's own. */
async function systemRoots(ownFile: string): Promise<string> {
  const configured = process.env.SSL_CERT_FILE;
  const places = configured && configured !== ownFile ? [configured, ...SYSTEM_BUNDLES] : SYSTEM_BUNDLES;
  for (const place of places) {
    const roots = await readIfThere(place);
    if (roots?.includes("BEGIN CERTIFICATE")) return roots;
  }
  return rootCertificates.join("\n");
}

/**
 * Writes the system's roots and one more certificate to `file`, for `SSL_CERT_FILE`, which replaces a program's roots.
 * The file is replaced whole, and only when it would change.
 */
export async function writeBundle(file: string, certificate: string): Promise<void> {
  const wanted = `${(await systemRoots(file)).trimEnd()}\n${certificate.trimEnd()}\n`;
  if ((await readIfThere(file)) === wanted) return;
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, wanted, { mode: 0o644 });
  await rename(draft, file);
}
