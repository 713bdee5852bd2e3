import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type GitRepository, gitRepository } from "./support/git-repository";

const settings = { mfaFeedback: { enrolledNumber: "lookup" as const } };
const dev = { domain: "acme.eu.auth0.com", credentials: "api-key" as const, settings };

let repository: GitRepository;
const file = (name: string) => join(repository.root, "lookup-keys", `dev.${name}.pem`);
const lookupKey = (...args: string[]) => repository.run(["lookup-key", "dev", ...args]);

beforeAll(() => {
  repository = gitRepository(mkdtempSync(join(tmpdir(), "lookup-key-")));
});
afterAll(() => rmSync(repository.root, { recursive: true, force: true }));
beforeEach(() => {
  rmSync(join(repository.root, "lookup-keys"), { recursive: true, force: true });
  repository.writeTenants({ dev });
});

it("makes a pair: the private key for its owner alone and kept out of git, neither of the two printed", async () => {
  const { exit, stdout, stderr } = await lookupKey();
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
  expect(stdout).toContain("lookup-keys/dev.public.pem ");
  expect(stdout).toContain("npm run deploy -- dev\n");
  const [publicKey, privateKey] = [file("public"), file("private")].map((path) => readFileSync(path, "utf8"));
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  expect(privateKey).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(statSync(file("private")).mode & 0o777).toBe(0o600);
  for (const line of `${publicKey}${privateKey}`.split("\n").filter((line) => line.length > 40)) {
    expect(stdout).not.toContain(line);
  }
  expect(repository.git("status", "--short", "--untracked-files=all", "lookup-keys")).toBe(
    "?? lookup-keys/dev.public.pem",
  );
});

it("overwrites no key, and names the verb that replaces it", async () => {
  await lookupKey();
  const before = readFileSync(file("private"), "utf8");
  expect(await lookupKey()).toMatchObject({
    exit: 3,
    stderr: expect.stringContaining("npm run rotate -- dev --lookup-key"),
  });
  expect(readFileSync(file("private"), "utf8")).toBe(before);
});

it("writes the public key of a private one that is there, as an interruption leaves it", async () => {
  await lookupKey();
  const [publicKey, privateKey] = [file("public"), file("private")].map((path) => readFileSync(path, "utf8"));
  rmSync(file("public"));
  expect(await lookupKey("--json")).toMatchObject({ exit: 0 });
  expect([file("public"), file("private")].map((path) => readFileSync(path, "utf8"))).toEqual([publicKey, privateKey]);
});

it("makes none beside a public key whose private one is somewhere else", async () => {
  await lookupKey();
  rmSync(file("private"));
  expect(await lookupKey()).toMatchObject({
    exit: 3,
    stderr: expect.stringContaining("lookup-keys/dev.private.pem does not: another pair would lock out"),
  });
});

it("makes the pair of a tenant on this machine under .cache, and has nothing against being run again", async () => {
  repository.writeTenants({ dev: { ...dev, domain: "localhost:8443" } });
  for (const run of [await lookupKey(), await lookupKey()]) {
    expect(run).toMatchObject({ exit: 0, stdout: expect.stringContaining(".cache/lookup-keys/dev.private.pem ") });
  }
});

it.each([
  ["others can read", () => chmodSync(file("private"), 0o644), "chmod 600 lookup-keys/dev.private.pem"],
  ["holds something else", () => writeFileSync(file("private"), "no key\n"), "is not an RSA private key"],
])("refuses a file of the private key that %s, in a verb that would send it too", async (_, spoil, said) => {
  await lookupKey();
  spoil();
  for (const verb of ["lookup-key", "preflight"]) {
    const { exit, stderr } = await repository.run([verb, "dev"]);
    expect(stderr).toContain(said);
    expect(exit).toBe(3);
  }
});
