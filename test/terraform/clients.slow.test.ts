import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROVIDER_VERSION } from "../support/provider-version";
import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { type Terraform, terraformIn } from "../support/terraform";

const publicKey = () =>
  generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ type: "spki", format: "pem" }) as string;
const [first, second, third] = [publicKey(), publicKey(), publicKey()];

let served: ServedTenant;
let folder: string;
let terraform: Terraform;

beforeAll(async () => {
  served = await serveTenant();
  folder = mkdtempSync(join(tmpdir(), "clients-"));
  terraform = await terraformIn(folder, served.env);
});
afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Machine {
  name?: string;
  /** PEM by name. */
  keys: Record<string, string>;
  scopes?: string[];
  expiresAt?: string;
}

function write({ name = "Number look-up", keys, scopes = ["read:authentication_methods"], expiresAt }: Machine): void {
  const required_providers = { auth0: { source: "auth0/auth0", version: PROVIDER_VERSION } };
  const client_id = "${auth0_client.machine.client_id}";
  const credentials = Object.entries(keys).map(([key, pem]) => ({
    name: key,
    credential_type: "public_key",
    pem,
    ...(expiresAt !== undefined && { expires_at: expiresAt }),
  }));
  const document = {
    terraform: { required_providers },
    provider: { auth0: { domain: served.domain } },
    resource: {
      auth0_client: {
        machine: {
          name,
          description: "Reads what is enrolled",
          app_type: "non_interactive",
          grant_types: ["client_credentials"],
          is_first_party: true,
          oidc_conformant: true,
          jwt_configuration: [{ alg: "RS256" }],
        },
      },
      auth0_client_credentials: {
        machine: { client_id, authentication_method: "private_key_jwt", private_key_jwt: [{ credentials }] },
      },
      auth0_client_grant: { machine: { client_id, audience: served.tenant.audience, scopes } },
    },
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(document));
}

async function apply(machine: Machine): Promise<void> {
  write(machine);
  served.calls.length = 0;
  const { exit, output } = await terraform.apply();
  expect({ exit, output }).toMatchObject({ exit: 0 });
}

const machine = () => served.tenant.clients.list().find(({ name }) => name !== "wire-client-id-fake")!;
const keysInUse = () => {
  const { clientId, assertionCredentials = [] } = machine();
  return assertionCredentials.map((id) => served.tenant.clientCredentials.get(clientId, id).name).sort();
};
/** Method and path of each change, without ids. */
const changes = () =>
  served.calls
    .filter(({ method, path }) => method !== "GET" && path.startsWith("/api/v2/client"))
    .map(
      ({ method, path }) =>
        `${method} ${path.replace("/api/v2", "").replace(/(clients|credentials|grants)\/[^/]+/g, "$1/…")}`,
    );
const noDifference = async () => expect(await terraform.plan()).toMatchObject({ exit: 0 });

// The tests go on from each other: one state.
test("one apply makes the application, its key and its grant, and leaves no difference", async () => {
  write({ keys: { first } });
  await terraform.init();
  await apply({ keys: { first } });
  expect(changes()).toEqual([
    "POST /clients",
    expect.stringMatching(/^POST \/client(s\/…\/credentials|-grants)$/),
    expect.stringMatching(/^(POST|PATCH) \/client/),
    expect.stringMatching(/^(POST|PATCH) \/client/),
  ]);
  expect(machine()).toMatchObject({ appType: "non_interactive", grantTypes: ["client_credentials"] });
  expect(keysInUse()).toEqual(["first"]);
  const { clientId } = machine();
  expect(served.tenant.clientGrants.list({ clientId })).toMatchObject([{ scopes: ["read:authentication_methods"] }]);
  await noDifference();
});

test("the data source finds the application by its id and by its name", async () => {
  const document = JSON.parse(terraform.read("main.tf.json"));
  const { clientId, name } = machine();
  document.data = { auth0_client: { by_id: { client_id: clientId }, by_name: { name } } };
  document.output = Object.fromEntries(
    ["by_id", "by_name"].map((found) => [
      found,
      {
        value: `\${{ id = data.auth0_client.${found}.client_id, name = data.auth0_client.${found}.name, keys = [for method in data.auth0_client.${found}.client_authentication_methods : [for jwt in method.private_key_jwt : [for key in jwt.credentials : key.name]]] }}`,
      },
    ]),
  );
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(document));
  expect(await terraform.apply()).toMatchObject({ exit: 0 });
  const { output } = await terraform.run(["output", "-json"]);
  const found = { id: clientId, name, keys: [[["first"]]] };
  expect(JSON.parse(output)).toMatchObject({ by_id: { value: found }, by_name: { value: found } });
});

test("the new key is valid before the old one goes", async () => {
  await apply({ keys: { first, second } });
  expect(changes()).toEqual(["POST /clients/…/credentials", "PATCH /clients/…"]);
  expect(keysInUse()).toEqual(["first", "second"]);
  await noDifference();
  await apply({ keys: { second } });
  expect(changes()).toEqual(["PATCH /clients/…", "DELETE /clients/…/credentials/…"]);
  expect(keysInUse()).toEqual(["second"]);
  await noDifference();
});

test("a key in another's place comes first while there is room, and second at the limit", async () => {
  await apply({ keys: { third } });
  expect(changes()).toEqual([
    "POST /clients/…/credentials",
    "PATCH /clients/…",
    "PATCH /clients/…",
    "DELETE /clients/…/credentials/…",
  ]);
  await apply({ keys: { third, second } });
  await apply({ keys: { third, first } });
  expect(changes()).toEqual([
    "PATCH /clients/…",
    "DELETE /clients/…/credentials/…",
    "POST /clients/…/credentials",
    "PATCH /clients/…",
  ]);
  expect(keysInUse()).toEqual(["first", "third"]);
  await noDifference();
});

test("an expiry, a name and the scopes of the grant are changes in place", async () => {
  const keys = { third };
  await apply({ keys });
  const expiresAt = "2096-05-13T09:33:13.000Z";
  await apply({ keys, expiresAt });
  expect(changes()).toEqual(["PATCH /clients/…/credentials/…"]);
  expect(served.tenant.clientCredentials.list(machine().clientId)).toMatchObject([
    { expiresAt: Date.parse(expiresAt) },
  ]);
  await noDifference();
  await apply({ keys, expiresAt, name: "Look-up", scopes: ["read:authentication_methods", "read:users"] });
  expect(changes()).toEqual(["PATCH /clients/…", "PATCH /client-grants/…"]);
  expect(served.calls.find(({ method, path }) => method === "PATCH" && path.includes("grants"))?.request).toEqual({
    scope: ["read:authentication_methods", "read:users"],
  });
  expect(machine().name).toBe("Look-up");
  await noDifference();
});

test("a key that somebody took away in the dashboard is a difference, and an apply puts it back", async () => {
  const { clientId } = machine();
  served.tenant.clients.deleteCredential(clientId, served.tenant.clientCredentials.list(clientId)[0]!.id);
  const keys = { third };
  const rest = { name: "Look-up", scopes: ["read:authentication_methods", "read:users"] };
  write({ keys, ...rest });
  expect(await terraform.plan()).toMatchObject({ exit: 2 });
  await apply({ keys, ...rest });
  expect(keysInUse()).toEqual(["third"]);
  await noDifference();
});

test("destroy takes the keys off, then away, and leaves nothing", async () => {
  served.calls.length = 0;
  expect(await terraform.destroy()).toMatchObject({ exit: 0 });
  expect(changes().filter((change) => !change.includes("grants"))).toEqual([
    "PATCH /clients/…",
    "DELETE /clients/…/credentials/…",
    "DELETE /clients/…",
  ]);
  expect(served.calls.find(({ method }) => method === "PATCH")?.request).toEqual({
    client_authentication_methods: null,
    signed_request_object: null,
    token_endpoint_auth_method: "client_secret_post",
  });
  expect(served.tenant.clients.list()).toHaveLength(1);
  expect(served.tenant.clientGrants.list()).toHaveLength(1);
});
