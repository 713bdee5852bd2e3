import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { Testing } from "cdktf";
import { rsaKeys } from "../../packages/local-tenant/test/support/rsa-keys";
import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { keyIdOf, publicKeysIn } from "../../stacks/lookup/public-keys";
import { defineTenants } from "../../stacks/tenant";
import { TenantStack } from "../../stacks/tenant-stack";

const [old, next] = [rsaKeys("one"), rsaKeys("two")];

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

function synthesised(lookupPublicKeys: string[] | undefined, config: object = {}) {
  const settings = { mfaFeedback: { enrolledNumber: "lookup" as const } };
  const { dev } = defineTenants({ dev: { domain: "acme.auth0.com", credentials: "api-key", settings, ...config } });
  return JSON.parse(Testing.synth(new TenantStack(Testing.app(), "dev", { tenant: dev, compiled, lookupPublicKeys })));
}

test("makes a machine client that signs in with a key of which the stack has the public half, for one scope", () => {
  const { resource } = synthesised([old.publicKey]);
  expect(resource.auth0_client.lookup).toMatchObject({
    name: "Verify feedback - look-up",
    app_type: "non_interactive",
    grant_types: ["client_credentials"],
  });
  expect(resource.auth0_client_credentials.lookup).toMatchObject({
    client_id: "${auth0_client.lookup.client_id}",
    authentication_method: "private_key_jwt",
    private_key_jwt: { credentials: [{ credential_type: "public_key", algorithm: "RS256", pem: old.publicKey }] },
  });
  expect(resource.auth0_client_grant.lookup).toMatchObject({
    client_id: "${auth0_client.lookup.client_id}",
    audience: "https://acme.auth0.com/api/v2/",
    scopes: ["read:authentication_methods"],
  });
});

test("has both public keys while the key is rotated", () => {
  const { resource } = synthesised([old.publicKey, next.publicKey]);
  const { credentials } = resource.auth0_client_credentials.lookup.private_key_jwt;
  expect(credentials.map(({ pem }: { pem: string }) => pem)).toEqual([old.publicKey, next.publicKey]);
});

test("mfa-feedback alone gets the client, once it may look up: its id from the client, its key as an ephemeral variable", () => {
  const { resource, variable } = synthesised([old.publicKey]);
  const actions: Record<
    string,
    { code: string; depends_on?: string[]; secrets_wo?: { name: string; value: string }[] }
  > = resource.auth0_action;
  const given = Object.entries(actions).flatMap(([action, { secrets_wo: secrets = [] }]) =>
    secrets.filter(({ name }) => name.startsWith("AUTH0_")).map(({ name, value }) => [action, name, value]),
  );
  expect(given).toEqual([
    ["mfa_feedback", "AUTH0_LOOKUP_CLIENT_ID", "${auth0_client.lookup.client_id}"],
    ["mfa_feedback", "AUTH0_LOOKUP_PRIVATE_KEY", "${var.AUTH0_LOOKUP_PRIVATE_KEY}"],
  ]);
  expect(actions.mfa_feedback?.depends_on).toEqual(["auth0_client_grant.lookup", "auth0_client_credentials.lookup"]);
  expect(Object.keys(variable).filter((name) => name.startsWith("AUTH0_"))).toEqual(["AUTH0_LOOKUP_PRIVATE_KEY"]);
  expect(variable.AUTH0_LOOKUP_PRIVATE_KEY).toMatchObject({ ephemeral: true, sensitive: true });
  expect(actions.mfa_feedback?.code).toContain('"lookup":{"origin":"https://acme.auth0.com"}');
  expect(actions.mfa_challenge?.code).toContain('"leaveTime":true');
});

test("sends the secrets again where the client is another one", () => {
  const { resource } = synthesised([old.publicKey]);
  expect(resource.terraform_data.secrets_version.triggers_replace).toEqual(["${auth0_client.lookup.client_id}"]);
});

test("has no client where nothing is looked up", () => {
  const { resource } = synthesised(undefined, { settings: {} });
  expect(Object.keys(resource).filter((type) => type.startsWith("auth0_client"))).toEqual([]);
  expect(resource.terraform_data.secrets_version).not.toHaveProperty("triggers_replace");
});

test("without its public key it is synthesised, and refuses to be planned", () => {
  const { resource } = synthesised(undefined, { domain: "no-key.auth0.com" });
  const [{ error_message: message }] = resource.terraform_data.secrets_version.lifecycle.precondition;
  expect(message).toContain("lookup-keys/dev.public.pem");
  expect(message).toContain("npm run lookup-key -- dev");
});

describe("the file of public keys", () => {
  const file = "lookup-keys/dev.public.pem";
  const tooShort = generateKeyPairSync("rsa", { modulusLength: 1024 }).publicKey;

  test("may hold two, and text around them", () => {
    expect(publicKeysIn(`# old\n${old.publicKey}\n# new\n${next.publicKey}`, file)).toEqual(
      [old, next].map((one) => one.publicKey),
    );
  });

  test.each([
    ["a private key", `${old.publicKey}${old.privateKey}`, "something other than public keys"],
    ["nothing", "", "0 public keys"],
    ["three", old.publicKey.repeat(3), "3 public keys"],
    [
      "a key that is too short",
      tooShort.export({ type: "spki", format: "pem" }).toString(),
      "not RSA of 2048 bits or more",
    ],
    ["half a key", old.publicKey.replace(/\n.*\n/, "\n"), "not RSA of 2048 bits or more"],
  ])("with %s is refused, and nothing of it shown", (_, text, what) => {
    expect(() => publicKeysIn(text, file)).toThrow(expect.objectContaining({ isUserError: true, exitCode: 3 }));
    expect(() => publicKeysIn(text, file)).toThrow(`${file} holds `);
    expect(() => publicKeysIn(text, file)).toThrow(what);
  });

  test("gives each the name that Auth0 gives it, its thumbprint by RFC 7638", () => {
    // The example of the RFC, section 3.1.
    const n =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    const pem = createPublicKey({ key: { kty: "RSA", n, e: "AQAB" }, format: "jwk" }).export({
      type: "spki",
      format: "pem",
    });
    expect(keyIdOf(String(pem))).toBe("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
  });
});
