import { Testing } from "cdktf";
import { idsToSend, LOOKUP_KEY_ID, type SecretIds, type SentIds } from "../../ops/terraform/sent-ids";
import { compareCredentials } from "../../ops/verbs/rotate/compare-credentials";
import { whatToRevoke } from "../../ops/verbs/rotate/describe-credentials";
import { rsaKeys } from "../../packages/local-tenant/test/support/rsa-keys";
import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { keyIdOf } from "../../stacks/lookup/public-keys";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { TenantStack } from "../../stacks/tenant-stack";

const sid = (kind: string, digit: number) => `${kind}${String(digit).repeat(32)}`;
const [ACCOUNT, SERVICE, OLD, NEW, SENDING] = [sid("AC", 1), sid("VA", 2), sid("SK", 3), sid("SK", 4), sid("SK", 5)];
const { publicKey, privateKey } = rsaKeys();
const [PASSWORDLESS, MFA, SENDER] = ["passwordless_feedback", "mfa_feedback", "phone_provider"].map(
  (name) => `auth0_action.${name}`,
) as [string, string, string];
const secrets = {
  TF_VAR_TWILIO_AUTH_TOKEN: "the-auth-token",
  TF_VAR_TWILIO_API_KEY_SECRET: "the-secret-of-the-key",
  TF_VAR_TWILIO_SENDING_API_KEY_SECRET: "the-secret-of-the-sending-key",
  TF_VAR_AUTH0_LOOKUP_PRIVATE_KEY: privateKey,
};
const variables = { TF_VAR_TWILIO_ACCOUNT_SID: ACCOUNT, TF_VAR_TWILIO_VERIFY_SID: SERVICE };

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

function sent(config: Partial<TenantConfig>, env: Record<string, string>): Map<string, SecretIds> {
  const { dev } = defineTenants({ dev: { domain: "acme.eu.auth0.com", credentials: "api-key", ...config } });
  const stack = new TenantStack(Testing.app(), "dev", { tenant: dev, compiled, lookupPublicKeys: [publicKey] });
  return idsToSend(JSON.parse(Testing.synth(stack)), { ...variables, ...secrets, ...env });
}

describe("what the state remembers of the secrets", () => {
  it("is the SIDs that each Action gets, and of the look-up key the id of its public half", () => {
    const config: Partial<TenantConfig> = {
      phoneProvider: "verify",
      settings: { mfaFeedback: { enrolledNumber: "lookup" } },
    };
    const ids = sent(config, { TF_VAR_TWILIO_API_KEY: OLD, TF_VAR_TWILIO_SENDING_API_KEY: SENDING });
    const reporting = { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_API_KEY: OLD, TWILIO_VERIFY_SID: SERVICE };
    expect(Object.fromEntries(ids)).toEqual({
      [PASSWORDLESS]: reporting,
      [MFA]: { ...reporting, [LOOKUP_KEY_ID]: keyIdOf(publicKey) },
      [SENDER]: { TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_SENDING_API_KEY: SENDING, TWILIO_VERIFY_SID: SERVICE },
    });
    const text = JSON.stringify([...ids]);
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret);
  });

  it("is the reporting key for an Action that sends, where there is no sending key", () => {
    const ids = sent({ phoneProvider: "verify" }, { TF_VAR_TWILIO_API_KEY: OLD });
    expect(ids.get(SENDER)).toMatchObject({ TWILIO_API_KEY: OLD });
  });

  it("never is a value that has not the form of a SID, whatever variable it was put into", () => {
    const ids = sent({}, { TF_VAR_TWILIO_API_KEY: "a-secret-in-the-wrong-place" });
    expect(ids.get(MFA)).toEqual({ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_VERIFY_SID: SERVICE });
  });
});

describe("comparing what is to be sent with what was", () => {
  const VERSION = 20261129040000;
  const key = (of: string): SecretIds => ({ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_API_KEY: of });
  const token: SecretIds = { TWILIO_ACCOUNT_SID: ACCOUNT };
  const both = (ids: SecretIds, other = ids) =>
    new Map([
      [PASSWORDLESS, ids],
      [MFA, other],
    ]);
  const remembered = (ids: ReadonlyMap<string, SecretIds>, version = VERSION) =>
    new Map<string, SentIds>([...ids].map(([address, of]) => [address, { version, ids: of }]));
  const compare = (given: SecretIds, before: Map<string, SentIds> | undefined, ...doubtful: string[]) =>
    compareCredentials(both(given), before, VERSION, new Set(doubtful));

  it("finds a new key, and the one that can be revoked", () => {
    const found = compare(key(NEW), remembered(both(key(OLD))));
    expect(found).toMatchObject({ verdict: "new", replaced: [OLD] });
    expect(whatToRevoke(found)).toContain(`${OLD} can be revoked in Twilio's console.`);
    expect(found.rows).toContainEqual({ variable: "TWILIO_API_KEY", before: [OLD], given: NEW });
  });

  it("finds that nothing changed, in whichever order the state says it", () => {
    const otherOrder = { TWILIO_API_KEY: OLD, TWILIO_ACCOUNT_SID: ACCOUNT };
    expect(compare(key(OLD), remembered(both(otherOrder)))).toMatchObject({ verdict: "same", replaced: [] });
  });

  it("finds a change beside the key, after which no key is to be revoked", () => {
    const elsewhere = { ...key(OLD), TWILIO_ACCOUNT_SID: sid("AC", 9) };
    const found = compare(key(OLD), remembered(both(elsewhere)));
    expect(found).toMatchObject({ verdict: "new", replaced: [] });
    expect(whatToRevoke(found)).toContain("No API key went out of use");
  });

  it("finds a new sending key that one Action alone gets", () => {
    const sender = (of: string) => ({ TWILIO_ACCOUNT_SID: ACCOUNT, TWILIO_SENDING_API_KEY: of });
    const given = new Map([...both(key(OLD)), [SENDER, sender(NEW)]]);
    const before = remembered(new Map([...both(key(OLD)), [SENDER, sender(SENDING)]]));
    const found = compareCredentials(given, before, VERSION, new Set());
    expect(found).toMatchObject({ verdict: "new", replaced: [SENDING] });
  });

  it("names every key that is in use, where an Action was made later with another", () => {
    const found = compare(key(NEW), remembered(both(key(OLD), key(NEW))));
    expect(found).toMatchObject({ verdict: "new", replaced: [OLD] });
    expect(found.rows).toContainEqual({ variable: "TWILIO_API_KEY", before: [OLD, NEW], given: NEW });
  });

  it.each([
    ["the state remembers nothing", undefined, []],
    ["the state remembers one Action alone", remembered(new Map([[MFA, key(OLD)]])), []],
    ["a rotation that nobody wrote down came later", remembered(both(key(OLD)), VERSION - 1), []],
    ["an Action runs other secrets than it was sent", remembered(both(key(OLD))), [MFA]],
  ])("can't tell when %s", (_why, before, doubtful) => {
    const found = compare(key(OLD), before, ...doubtful);
    expect(found).toMatchObject({ verdict: "unknown", replaced: [] });
    expect(whatToRevoke(found)).toContain("make sure that it is none of these");
  });

  it("can't tell an auth token from another, and says so", () => {
    const found = compare(token, remembered(both(token)));
    expect(found.verdict).toBe("no-key");
    expect(whatToRevoke(found)).toContain("The auth token can't be compared with the old one");
  });
});
