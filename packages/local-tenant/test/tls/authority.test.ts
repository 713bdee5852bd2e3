import "../../src/tls/reflect";
import { webcrypto, X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer, rootCertificates } from "node:tls";
import * as x509 from "@peculiar/x509";
import { certificateAuthority } from "../../src/tls/authority";
import { issueAuthority, issueLeaf, type KeyPair } from "../../src/tls/issue";
import { keychainRemoveCommand, keychainTrustCommand } from "../../src/tls/keychain";

const DAY = 86_400_000;
let dir: string;
const { SSL_CERT_FILE } = process.env;

beforeEach(async () => {
  delete process.env.SSL_CERT_FILE;
  dir = await mkdtemp(join(tmpdir(), "authority-"));
});

afterEach(async () => {
  if (SSL_CERT_FILE === undefined) delete process.env.SSL_CERT_FILE;
  else process.env.SSL_CERT_FILE = SSL_CERT_FILE;
  await rm(dir, { recursive: true });
});

it("makes an authority and a certificate for localhost once, and loads them from then on", async () => {
  const made = await certificateAuthority({ dir });
  const leaf = new X509Certificate(made.leaf.certificate);
  expect(leaf.subjectAltName).toBe("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1");
  expect(leaf.checkIssued(new X509Certificate(made.certificate))).toBe(true);
  expect(leaf.verify(new X509Certificate(made.certificate).publicKey)).toBe(true);
  expect(await certificateAuthority({ dir })).toEqual(made);
});

it("keeps keys readable for their owner alone", async () => {
  await certificateAuthority({ dir });
  for (const key of ["authority-1/key.pem", "localhost-1/key.pem"]) {
    expect((await stat(join(dir, key))).mode & 0o777).toBe(0o600);
  }
});

it("gives every one of several simultaneous starts the same authority and leaves nothing half-made behind", async () => {
  const started = await Promise.all(Array.from({ length: 8 }, () => certificateAuthority({ dir })));
  expect(new Set(started.map(({ certificate }) => certificate)).size).toBe(1);
  expect(new Set(started.map(({ leaf }) => leaf.key)).size).toBe(1);
  expect((await readdir(dir)).sort()).toEqual(["authority-1", "bundle.pem", "localhost-1"]);
});

it("renews the certificate near its end under the same authority, and both when the authority ends", async () => {
  const now = Date.now();
  const first = await certificateAuthority({ dir, now });
  const inAYear = await certificateAuthority({ dir, now: now + 380 * DAY });
  expect(inAYear.certificate).toBe(first.certificate);
  expect(inAYear.leaf.certificate).not.toBe(first.leaf.certificate);
  const inTenYears = await certificateAuthority({ dir, now: now + 3640 * DAY });
  expect(inTenYears.certificate).not.toBe(first.certificate);
  const issuer = new X509Certificate(inTenYears.certificate).publicKey;
  expect(new X509Certificate(inTenYears.leaf.certificate).verify(issuer)).toBe(true);
});

it("makes new keys when a file was deleted by hand", async () => {
  const first = await certificateAuthority({ dir });
  await rm(join(dir, "localhost-1/key.pem"));
  const second = await certificateAuthority({ dir });
  expect(second.certificate).toBe(first.certificate);
  expect(second.leaf.key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  expect(second.leaf.key).not.toBe(first.leaf.key);
});

it.each(["authority-1/certificate.pem", "authority-1/key.pem", "localhost-1/certificate.pem", "localhost-1/key.pem"])(
  "makes new keys in place of a damaged %s",
  async (file) => {
    const other = await mkdtemp(join(tmpdir(), "authority-"));
    await certificateAuthority({ dir: other });
    const whole = await readFile(join(other, file), "utf8");
    await rm(other, { recursive: true });
    for (const damaged of ["", "nothing of the kind", whole.slice(0, 100), whole]) {
      await certificateAuthority({ dir });
      await writeFile(join(dir, file), damaged);
      const { certificate, leaf } = await certificateAuthority({ dir });
      expect(await verdict(certificate, leaf, "localhost")).toBeUndefined();
      await rm(dir, { recursive: true });
    }
    await mkdir(dir);
  },
);

it("writes a bundle of the system's roots and the authority", async () => {
  const { bundleFile, certificate } = await certificateAuthority({ dir });
  const bundle = await readFile(bundleFile, "utf8");
  expect(bundle.endsWith(`${certificate.trimEnd()}\n`)).toBe(true);
  expect(bundle.split("BEGIN CERTIFICATE").length).toBeGreaterThan(50);
});

it("builds on the bundle that SSL_CERT_FILE names, but never on its own", async () => {
  const corporate = join(dir, "corporate.pem");
  await writeFile(corporate, rootCertificates[0] ?? "");
  process.env.SSL_CERT_FILE = corporate;
  const { bundleFile } = await certificateAuthority({ dir });
  expect((await readFile(bundleFile, "utf8")).split("BEGIN CERTIFICATE")).toHaveLength(3);
  process.env.SSL_CERT_FILE = bundleFile;
  await certificateAuthority({ dir });
  expect((await readFile(bundleFile, "utf8")).split("BEGIN CERTIFICATE").length).toBeGreaterThan(50);
});

/** What a client that trusts the authority makes of a server that shows this certificate; undefined: it trusts it. */
async function verdict(ca: string, { certificate, key }: KeyPair, servername: string): Promise<string | undefined> {
  const server = createServer({ cert: certificate, key }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const client = connect({ host: "127.0.0.1", port, servername, ca });
  try {
    await once(client, "secureConnect");
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    client.destroy();
    server.close();
  }
}

/** A certificate for another host than this machine, signed by the authority all the same. */
async function issueFor(host: string, authority: KeyPair): Promise<KeyPair> {
  x509.cryptoProvider.set(webcrypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const der = x509.PemConverter.decodeFirst(authority.key);
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `CN=${host}`,
    issuer: new x509.X509Certificate(authority.certificate).subject,
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey("pkcs8", der, algorithm, false, ["sign"]),
    signingAlgorithm: algorithm,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: host }])],
  });
  const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { certificate: certificate.toString("pem"), key: x509.PemConverter.encode(key, "PRIVATE KEY") };
}

it("limits the authority to loopback names: what it signs for another host is not trusted", async () => {
  const authority = await issueAuthority(Date.now());
  const ca = authority.certificate;
  expect(await verdict(ca, await issueLeaf(authority, Date.now()), "localhost")).toBeUndefined();
  expect(await verdict(ca, await issueFor("verify.example", authority), "verify.example")).toBe(
    "permitted subtree violation",
  );
  const critical = new x509.X509Certificate(ca).extensions.filter((extension) => extension.critical);
  const [basicConstraints, keyUsage, nameConstraints] = ["2.5.29.19", "2.5.29.15", "2.5.29.30"];
  expect(critical.map(({ type }) => type)).toEqual([basicConstraints, keyUsage, nameConstraints]);
});

it("names the keys on both ends, as strict verifiers want it", async () => {
  const authority = await issueAuthority(Date.now());
  const leaf = new x509.X509Certificate((await issueLeaf(authority, Date.now())).certificate);
  const subject = new x509.X509Certificate(authority.certificate).getExtension(x509.SubjectKeyIdentifierExtension);
  const issuer = leaf.getExtension(x509.AuthorityKeyIdentifierExtension);
  expect(subject?.keyId).toMatch(/^[0-9a-f]{40}$/);
  expect(issuer?.keyId).toBe(subject?.keyId);
});

it("tells how macOS is made to trust the authority and how that is undone", () => {
  expect(keychainTrustCommand("/Users/me/it's here/ca.pem")).toContain("'/Users/me/it'\\''s here/ca.pem'");
  expect(keychainRemoveCommand("/Users/me/ca.pem")).toMatch(/^security remove-trusted-cert '\/Users\/me\/ca.pem' && /);
});
