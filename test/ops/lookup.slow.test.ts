import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion, type VerbRun } from "./support/promotion";

const CLIENT = "Verify feedback - look-up";
const MFA = "Verify feedback - MFA";

let promotion: Promotion;
beforeAll(async () => {
  promotion = await startPromotion("dev");
  const { settings, ...config } = promotion.configs.dev!;
  promotion.configs.dev = {
    ...config,
    settings: { ...settings, mfaFeedback: { ...settings!.mfaFeedback, enrolledNumber: "lookup" } },
  };
});
afterAll(() => promotion.stop());

const run = (verb: string, ...args: string[]): Promise<VerbRun> => promotion.run(verb, "dev", args);
const tenant = () => promotion.server("dev").tenant;
const client = () =>
  tenant()
    .clients.list()
    .find(({ name }) => name === CLIENT);
const keyIds = () =>
  tenant()
    .clientCredentials.list(client()!.clientId)
    .map(({ kid }) => kid);
const keyFile = (name: string) => join(promotion.output, "..", ".cache", "lookup-keys", `dev.${name}.pem`);
const secrets = () =>
  tenant()
    .deployedActions("post-login")
    .find(({ name }) => name === MFA)!.secrets;

/** The numbers that Verify was told of in the login of a person whose phone is enrolled with another than the profile's. */
async function reported(): Promise<(string | undefined)[]> {
  const server = promotion.server("dev");
  server.reset();
  expect(await server.finish(await server.login({ user: "other-phone", method: "password" }))).toMatchObject({
    status: "completed",
  });
  const reports = server.verify.store.requests.filter(({ operation, approval }) => {
    return operation === "verification/update" && approval !== undefined;
  });
  return reports.map(({ addressedBy }) => addressedBy);
}

// The tests go on from each other.
it("deploys to an empty tenant, without a step more than the setting, and reports the enrolled number", async () => {
  const { stdout, stderr } = endedWith(0, await run("deploy", "--yes"));
  expect(stdout).toContain("runs what its stack defines");
  expect(await reported()).toEqual(["+12025550199"]);
  expect(promotion.server("dev").conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
  const privateKey = readFileSync(keyFile("private"), "utf8").split("\n")[1]!;
  expect(stdout + stderr + readFileSync(join(promotion.output, "../.state/dev.tfstate"), "utf8")).not.toContain(
    privateKey,
  );
  expect(statSync(keyFile("private")).mode & 0o777).toBe(0o600);
});

it("has nothing to do then, as a plan, a drift and the status say", async () => {
  for (const verb of ["plan", "drift", "status"]) endedWith(0, await run(verb));
});

it("names what somebody did to the client, and a deploy puts it back", async () => {
  const { clientId } = client()!;
  tenant().clientGrants.grant(clientId, ["read:authentication_methods", "read:users"]);
  const { stdout } = endedWith(2, await run("drift"));
  expect(stdout).toContain(
    "the look-up client may read:authentication_methods, read:users instead of read:authentication_methods",
  );
  endedWith(0, await run("deploy", "--yes"));
  endedWith(0, await run("drift"));
});

it("replaces the key: both are valid until the new one is in use, then the new one alone", async () => {
  const [before, keyBefore] = [keyIds(), secrets().AUTH0_LOOKUP_PRIVATE_KEY];
  const { stdout } = endedWith(0, await run("rotate", "--lookup-key", "--yes"));
  expect(stdout).toContain("The look-up client signs in with the new key alone");
  expect(keyIds()).toHaveLength(1);
  expect(keyIds()).not.toEqual(before);
  expect(secrets().AUTH0_LOOKUP_PRIVATE_KEY).not.toBe(keyBefore);
  expect(await reported()).toEqual(["+12025550199"]);
  endedWith(0, await run("plan"));
});

it("resumes a rotation that was interrupted, with or without being asked for it again", async () => {
  const before = keyIds();
  // The new secrets can't be checked with Twilio: it ends after the new key was made, with nothing sent.
  const { faults } = promotion.server("dev").verify;
  faults.set("verification/update", { kind: "error", status: 401 });
  endedWith(4, await run("rotate", "--lookup-key", "--yes"));
  faults.clear();
  expect(keyIds()).toEqual(before);
  const next = readFileSync(keyFile("next.private"), "utf8");
  endedWith(0, await run("rotate", "--yes"));
  expect(readFileSync(keyFile("private"), "utf8")).toBe(next);
  expect(keyIds()).toHaveLength(1);
  expect(keyIds()).not.toEqual(before);
  expect(await reported()).toEqual(["+12025550199"]);
});

it("does not deploy a stack whose keys are none of those that run, nor a private key of another pair", async () => {
  const [publicKey, privateKey] = [keyFile("public"), keyFile("private")].map((file) => readFileSync(file, "utf8"));
  const versions = tenant()
    .deployedActions("post-login")
    .map(({ versionId }) => versionId);
  for (const file of ["public", "private"]) writeFileSync(keyFile(file), "");
  const { generateKeyPairSync } = await import("node:crypto");
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(keyFile("private"), other.privateKey.export({ type: "pkcs8", format: "pem" }));
  chmodSync(keyFile("private"), 0o600);
  writeFileSync(keyFile("public"), publicKey!);
  expect(endedWith(4, await run("deploy", "--yes")).stderr).toContain(
    "matches none of the look-up client's public keys",
  );
  writeFileSync(keyFile("public"), other.publicKey.export({ type: "spki", format: "pem" }));
  expect(endedWith(4, await run("deploy", "--yes")).stderr).toContain("None of the public keys that are deployed");
  writeFileSync(keyFile("public"), publicKey!);
  writeFileSync(keyFile("private"), privateKey!);
  expect(
    tenant()
      .deployedActions("post-login")
      .map(({ versionId }) => versionId),
  ).toEqual(versions);
  endedWith(0, await run("plan"));
});

it("is destroyed without a client, a key or a permission left behind", async () => {
  const { clientId } = client()!;
  const { stdout } = endedWith(0, await run("destroy", "--yes"));
  expect(stdout).toContain(`application "${CLIENT}" (${clientId})`);
  expect(client()).toBeUndefined();
  expect(tenant().clientCredentials.list(clientId)).toEqual([]);
  expect(tenant().clientGrants.list({ clientId })).toEqual([]);
});
