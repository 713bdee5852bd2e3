import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rootCertificates } from "node:tls";
import { promisify } from "node:util";
import { certificateAuthority } from "../../../sandbox/tls/authority";
import { issueAuthority, issueLeaf } from "../../../sandbox/tls/issue";
import { keychainRemoveCommand, keychainTrustCommand } from "../../../sandbox/tls/keychain";

const DAY = 86_400_000;
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "authority-"));
});

afterEach(() => rm(dir, { recursive: true }));

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

it("writes a bundle of the system's roots and the authority", async () => {
  const { bundleFile, certificate } = await certificateAuthority({ dir });
  const bundle = await readFile(bundleFile, "utf8");
  expect(bundle.endsWith(`${certificate.trimEnd()}\n`)).toBe(true);
  expect(bundle.split("BEGIN CERTIFICATE").length).toBeGreaterThan(50);
});

it("builds on the bundle that SSL_CERT_FILE names, but never on its own", async () => {
  const corporate = join(dir, "corporate.pem");
  await writeFile(corporate, rootCertificates[0] ?? "");
  const before = process.env.SSL_CERT_FILE;
  try {
    process.env.SSL_CERT_FILE = corporate;
    const { bundleFile } = await certificateAuthority({ dir });
    expect((await readFile(bundleFile, "utf8")).split("BEGIN CERTIFICATE")).toHaveLength(3);
    process.env.SSL_CERT_FILE = bundleFile;
    await certificateAuthority({ dir });
    expect((await readFile(bundleFile, "utf8")).split("BEGIN CERTIFICATE").length).toBeGreaterThan(50);
  } finally {
    if (before === undefined) delete process.env.SSL_CERT_FILE;
    else process.env.SSL_CERT_FILE = before;
  }
});

it("limits the authority to loopback names, as a strict verifier sees it", async () => {
  const authority = await issueAuthority(Date.now());
  const { certificate } = await issueLeaf(authority, Date.now());
  const [caFile, leafFile] = [join(dir, "ca.pem"), join(dir, "leaf.pem")];
  await Promise.all([writeFile(caFile, authority.certificate), writeFile(leafFile, certificate)]);
  const run = promisify(execFile);
  const verified = await run("openssl", ["verify", "-x509_strict", "-CAfile", caFile, leafFile]);
  expect(verified.stdout).toContain("OK");
  const text = (await run("openssl", ["x509", "-in", caFile, "-noout", "-text"])).stdout;
  expect(text).toMatch(/Name Constraints: critical\s+Permitted:\s+DNS:localhost\s+IP:127\.0\.0\.0\/255\.0\.0\.0/);
});

it("tells how macOS is made to trust the authority and how that is undone", () => {
  expect(keychainTrustCommand("/Users/me/it's here/ca.pem")).toContain("'/Users/me/it'\\''s here/ca.pem'");
  expect(keychainRemoveCommand("/Users/me/ca.pem")).toMatch(/^security remove-trusted-cert '\/Users\/me\/ca.pem' && /);
});
