import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { keyIdOf } from "../../stacks/lookup/public-keys";
import { type ServedTenant, serveTenant } from "../support/served-tenant";
import { type SynthesisedStack, secretVariables, synthesisedStack } from "../support/synthesised-stack";
import { type Terraform, type TerraformRun, terraformIn } from "../support/terraform";

function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return {
    publicKey: String(publicKey.export({ type: "spki", format: "pem" })),
    privateKey: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
  };
}
const [first, second] = [keyPair(), keyPair()];

let served: ServedTenant;
let stack: SynthesisedStack;
let terraform: Terraform;
beforeAll(async () => {
  served = await serveTenant();
  stack = await synthesisedStack(served.domain);
  terraform = await terraformIn(stack.folder, {
    ...served.env,
    ...secretVariables(),
    TF_VAR_AUTH0_LOOKUP_PRIVATE_KEY: first.privateKey,
  });
  synth(first.publicKey);
  await ok(terraform.init());
});
afterAll(async () => {
  await served.close();
  stack.remove();
});

function synth(...lookupPublicKeys: string[]) {
  stack.synth({ settings: { mfaFeedback: { enrolledNumber: "lookup" } } }, undefined, lookupPublicKeys);
}

async function ok(run: Promise<TerraformRun>, exit = 0): Promise<string> {
  const { exit: actual, output } = await run;
  if (actual !== exit) throw new Error(`exit ${actual} instead of ${exit}\n${output}`);
  return output;
}

const clients = () => served.tenant.clients.list().filter(({ name }) => name === "Verify feedback - look-up");
const keyIds = (clientId: string) =>
  served.tenant.clientCredentials
    .list(clientId)
    .map(({ kid }) => kid)
    .sort();
const mfaFeedback = () =>
  served.tenant.deployedActions("post-login").find(({ name }) => name === "Verify feedback - MFA")!;
const nothingToDo = () => ok(terraform.plan());

test("one apply makes a client with one key and one scope, and gives it to mfa-feedback, which comes last", async () => {
  served.calls.length = 0;
  await ok(terraform.apply());
  const [client] = clients();
  expect(client).toMatchObject({ appType: "non_interactive", grantTypes: ["client_credentials"] });
  expect(client?.assertionCredentials).toHaveLength(1);
  expect(keyIds(client!.clientId)).toEqual([keyIdOf(first.publicKey)]);
  expect(served.tenant.clientGrants.list({ clientId: client!.clientId })).toMatchObject([
    { scopes: ["read:authentication_methods"], subjectType: "client" },
  ]);
  expect(mfaFeedback().secrets).toMatchObject({
    AUTH0_LOOKUP_CLIENT_ID: client!.clientId,
    AUTH0_LOOKUP_PRIVATE_KEY: first.privateKey,
  });
  const at = (method: string, path: RegExp, body = "") =>
    served.calls.findIndex(
      (call) => call.method === method && path.test(call.path) && JSON.stringify(call.request).includes(body),
    );
  const action = at("POST", /actions\/actions$/, "AUTH0_LOOKUP");
  expect(action).toBeGreaterThan(at("POST", /client-grants$/));
  expect(action).toBeGreaterThan(at("POST", /credentials$/));
  await nothingToDo();
});

test("neither the private key nor the secret that Auth0 made for the client is in the state", async () => {
  const state = readFileSync(stack.stateFile, "utf8");
  const [client] = clients();
  expect(state).toContain(client!.clientId);
  expect(state).not.toContain(first.privateKey);
  expect(state).not.toContain(client!.clientSecret);
});

test("a key and a scope that somebody added are a difference, and an apply takes them away", async () => {
  const { clientId } = clients()[0]!;
  const added = served.tenant.clientCredentials.create(clientId, { pem: second.publicKey });
  const { assertionCredentials = [] } = served.tenant.clients.get(clientId);
  served.tenant.clients.update(clientId, { assertionCredentials: [...assertionCredentials, added.id] });
  served.tenant.clientGrants.grant(clientId, ["read:authentication_methods", "read:users"]);
  const plan = await ok(terraform.plan(), 2);
  expect(plan).toContain("auth0_client_credentials.lookup will be updated");
  expect(plan).toContain("auth0_client_grant.lookup will be updated");
  await ok(terraform.apply());
  expect(keyIds(clientId)).toEqual([keyIdOf(first.publicKey)]);
  expect(served.tenant.clientGrants.list({ clientId })).toMatchObject([{ scopes: ["read:authentication_methods"] }]);
  await nothingToDo();
});

test("a second key is valid beside the first, and the first goes without the second being touched", async () => {
  const { clientId } = clients()[0]!;
  synth(first.publicKey, second.publicKey);
  await ok(terraform.apply());
  expect(keyIds(clientId)).toEqual([first, second].map(({ publicKey }) => keyIdOf(publicKey)).sort());
  const kept = served.tenant.clientCredentials.list(clientId).find(({ kid }) => kid === keyIdOf(second.publicKey));
  synth(second.publicKey);
  await ok(terraform.apply());
  expect(served.tenant.clientCredentials.list(clientId)).toMatchObject([{ id: kept!.id }]);
  expect(served.tenant.clients.get(clientId).assertionCredentials).toEqual([kept!.id]);
  await nothingToDo();
});

test("where somebody deleted the client, an apply makes another and sends its id to mfa-feedback", async () => {
  const before = clients()[0]!;
  served.tenant.clients.delete(before.clientId);
  await ok(terraform.apply());
  const [after] = clients();
  expect(after?.clientId).not.toBe(before.clientId);
  expect(mfaFeedback().secrets.AUTH0_LOOKUP_CLIENT_ID).toBe(after?.clientId);
  await nothingToDo();
});

test("a destroy leaves no client, key or grant behind", async () => {
  const { clientId } = clients()[0]!;
  await ok(terraform.destroy());
  expect(clients()).toEqual([]);
  expect(served.tenant.clientCredentials.list(clientId)).toEqual([]);
  expect(served.tenant.clientGrants.list({ clientId })).toEqual([]);
});
