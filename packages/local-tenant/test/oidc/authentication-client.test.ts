import { AuthenticationClient, UserInfoClient } from "auth0/legacy";
import { seedPassword } from "../../src/auth0/users";
import { addApplication, authorizeUrl, onPostLogin, type RunningTenant, setUpTenant, Visitor } from "./support";

const redirect_uri = "http://localhost:3000/callback";
const printMethods = "api.idToken.setCustomClaim('methods', event.authentication?.methods.map(({ name }) => name));";

let tenant: RunningTenant;
let sdk: AuthenticationClient;
let clientId: string;

setUpTenant((started) => {
  tenant = started;
  const grantTypes = [
    "authorization_code",
    "refresh_token",
    "password",
    "http://auth0.com/oauth/grant-type/passwordless/otp",
  ];
  const application = addApplication(tenant, {}, { grantTypes });
  clientId = application.clientId;
  sdk = new AuthenticationClient({ domain: tenant.tenant.domain, clientId, clientSecret: application.clientSecret });
});

const claims = (jwt = "") =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

describe("the auth0 SDK's AuthenticationClient", () => {
  test("exchanges a code and refreshes, with the SDK's own check of the ID token", async () => {
    const url = authorizeUrl(tenant, { client_id: clientId, scope: "openid profile offline_access", nonce: "n" });
    const visitor = await (await new Visitor(tenant).open(url)).signIn("paul@example.com", seedPassword);
    const code = visitor.answer.code ?? "";
    const { data } = await sdk.oauth.authorizationCodeGrant(
      { code, redirect_uri },
      { idTokenValidateOptions: { nonce: "n" } },
    );
    expect(claims(data.id_token)).toMatchObject({ name: "Paul Password" });
    const refreshed = await sdk.oauth.refreshTokenGrant({ refresh_token: data.refresh_token ?? "" });
    const users = new UserInfoClient({ domain: tenant.tenant.domain });
    expect((await users.getUserInfo(refreshed.data.access_token)).data).toMatchObject({ name: "Paul Password" });
    await sdk.oauth.revokeRefreshToken({ token: data.refresh_token ?? "" });
    const again = sdk.oauth.refreshTokenGrant({ refresh_token: data.refresh_token ?? "" });
    await expect(again).rejects.toMatchObject({ error: "invalid_grant" });
  });

  test("signs in with a password, and is told of a wrong one and of MFA", async () => {
    const login = (password: string) =>
      sdk.oauth.passwordGrant({ username: "paul@example.com", password, scope: "openid email" });
    expect(claims((await login(seedPassword)).data.id_token)).toMatchObject({ email: "paul@example.com" });
    await expect(login("guess")).rejects.toMatchObject({ error: "invalid_grant", statusCode: 403 });
    tenant.actions(onPostLogin('api.authentication.challengeWith({ type: "phone" });'));
    await expect(login(seedPassword)).rejects.toMatchObject({ error: "mfa_required" });
  });

  test("signs in with a code by SMS, which the Actions see as the first factor", async () => {
    tenant.actions(onPostLogin(printMethods));
    await sdk.passwordless.sendSMS({ phone_number: "+12025550101" });
    const login = (code: string) =>
      sdk.passwordless.loginWithSMS({ phone_number: "+12025550101", code, scope: "openid" });
    await expect(login(tenant.code() === "000000" ? "000001" : "000000")).rejects.toMatchObject({
      error: "invalid_grant",
      error_description: expect.stringContaining("invalid"),
    });
    const code = tenant.code();
    expect(claims((await login(code)).data.id_token)).toMatchObject({
      sub: expect.stringMatching(/^sms\|/),
      methods: ["sms"],
    });
    await expect(login(code)).rejects.toMatchObject({ error: "invalid_grant" });
  });

  test("signs in with a code by e-mail", async () => {
    await sdk.passwordless.sendEmail({ email: "emil@example.com", send: "code" });
    const code = tenant.engine.mailbox.at(-1)?.code ?? "";
    const { data } = await sdk.passwordless.loginWithEmail({ email: "emil@example.com", code, scope: "openid email" });
    expect(claims(data.id_token)).toMatchObject({ email: "emil@example.com" });
  });

  test("is told that three wrong codes are enough", async () => {
    await sdk.passwordless.sendSMS({ phone_number: "+12025550101" });
    const code = tenant.code() === "000000" ? "000001" : "000000";
    const guess = () => sdk.passwordless.loginWithSMS({ phone_number: "+12025550101", code });
    for (let attempt = 0; attempt < 3; attempt++) await expect(guess()).rejects.toMatchObject({ statusCode: 403 });
    await expect(guess()).rejects.toMatchObject({ error: "too_many_attempts" });
  });
});
