import { clients } from "../../packages/local-tenant/src/auth0/login";
import { seedPassword } from "../../packages/local-tenant/src/auth0/users";
import { authorizeUrl, Visitor } from "../../packages/local-tenant/test/oidc/support";
import { type Sandbox, startSandbox } from "../support/sandbox";

let sandbox: Sandbox;

const start = async (mfaChallenge: object) => {
  sandbox = await startSandbox({ settings: { mfaChallenge: { enrol: "skip", ...mfaChallenge } } });
};
beforeAll(() => start({ afterPhoneCode: "other-factors" }));
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.server.reset());

const tenant = () => ({ url: `https://${sandbox.server.tenant.domain}` });
const visit = (parameters = {}) =>
  new Visitor(tenant()).open(authorizeUrl(tenant(), { client_id: clients.web!.client_id, ...parameters }));
const code = () => sandbox.verify.store.messages.at(-1)?.code ?? "";

test("a code that a person types in at the sign-in pages is reported, and Verify counts it as converted", async () => {
  const visitor = await (await visit({ connection: "sms" })).submit("identifier", { identifier: "+12025550101" });
  await visitor.submit("code", { code: code() });
  expect(visitor.answer.code).toBeDefined();
  expect(sandbox.server.conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
});

test("so is the code of an MFA challenge", async () => {
  const visitor = await (await visit()).signIn("paul@example.com", seedPassword);
  await visitor.submit("answer", { code: code() });
  expect(visitor.answer.code).toBeDefined();
  expect(sandbox.server.conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
});

/** Signs in with MFA, and then asks for another sign-in in the same browser. */
async function signInTwice(): Promise<Visitor> {
  const visitor = await (await visit()).signIn("paul@example.com", seedPassword);
  await visitor.submit("answer", { code: code() });
  expect(visitor.answer.code).toBeDefined();
  return visitor.open(authorizeUrl(tenant(), { client_id: clients.spa!.client_id, ...pkce }));
}

const pkce = { code_challenge: "x".repeat(43), code_challenge_method: "S256" };

test("single sign-on asks for another code: the Actions run, and a challenge of an earlier request does not count", async () => {
  const visitor = await signInTwice();
  expect(visitor.heading).toBe("Verify your identity");
  await visitor.submit("answer", { code: code() });
  expect(visitor.answer.code).toBeDefined();
  expect(sandbox.server.conversion()).toMatchObject({ total_attempts: 2, total_converted: 2 });
});

test("single sign-on asks for nothing where one MFA is enough for the session", async () => {
  await sandbox.stop();
  await start({ frequency: "once-per-session" });
  expect((await signInTwice()).answer.code).toBeDefined();
  expect(sandbox.server.conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
});
