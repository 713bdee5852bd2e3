import type { ActionKey } from "../../stacks/actions";
import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { simulate } from "./simulate";
import type { Tally } from "./tally";

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});

function small(seed: number, plant?: (action: ActionKey, code: string) => string): Promise<Tally> {
  return simulate({ logins: 100, seed, compiled, plant });
}

test("finds nothing in the logins that are broken on purpose below", async () => {
  expect((await small(3)).failures).toEqual([]);
});

/** `body` runs in place of the Action, as `original`, `event`, `api` and `login` (how many came before) let it. */
function instead(planted: ActionKey, body: string) {
  return (action: ActionKey, code: string) => {
    if (action !== planted) return code;
    return `${code}
      const original = module.exports.onExecutePostLogin;
      let login = -1;
      module.exports = { onExecutePostLogin: async (event, api) => { login++; ${body} } };`;
  };
}

test.each<[string, ActionKey, string, string | RegExp]>([
  [
    "approves numbers that nobody proved",
    "mfaFeedback",
    `const { user } = event;
     await original({ ...event, user: { ...user, user_id: "auth0|1", phone_verified: true, identities: [] } }, api);`,
    "approved, and nobody typed it: a number that nobody proved",
  ],
  [
    "reports every code twice",
    "mfaFeedback",
    "await original(event, api); await original(event, api);",
    /reported twice/,
  ],
  [
    "reports without a code",
    "mfaFeedback",
    `const methods = [{ name: "mfa", type: "phone", timestamp: new Date(Date.now() + 1000).toISOString() }];
     const metadata = { ...event.transaction.metadata, verify_feedback_mfa_before: "none" };
     await original({ ...event, authentication: { methods }, transaction: { ...event.transaction, metadata } }, api);`,
    "a report without a code",
  ],
  ["reports nothing", "passwordlessFeedback", "", "a first-factor code was typed and not reported"],
  [
    "forgets some",
    "mfaFeedback",
    "if (login % 10) await original(event, api);",
    "a mfa code was typed and not reported",
  ],
  [
    "logs a number",
    "mfaFeedback",
    "await original(event, api); console.log('for', event.user.phone_number);",
    "a number in the console of mfaFeedback",
  ],
  [
    "logs a credential",
    "passwordlessFeedback",
    "await original(event, api); console.error(JSON.stringify(event.secrets));",
    "something private in the console of passwordlessFeedback",
  ],
  [
    "logs an approval that it did not get",
    "passwordlessFeedback",
    "console.log('verify-feedback passwordless-feedback approved 1ms');",
    "approved was logged, and nothing was",
  ],
  [
    "presumes an approval that it never asked for",
    "mfaFeedback",
    "console.log('verify-feedback mfa-feedback approved:presumed 1ms');",
    "an approval was presumed without a reason",
  ],
  [
    "does not log an approval",
    "mfaFeedback",
    "await original(event, api); console.log('verify-feedback mfa-feedback skipped:not-pending 1ms');",
    "not pending was logged, and a code was approved",
  ],
  [
    "logs a failure that was none",
    "mfaFeedback",
    "await original(event, api); console.log('verify-feedback mfa-feedback failed:network - ECONNRESET 1ms');",
    "a code was approved, and it was not logged",
  ],
  [
    "leaves a number in metadata",
    "passwordlessFeedback",
    "api.transaction.setMetadata('number', String(event.user.phone_number)); await original(event, api);",
    "a number in the metadata of passwordlessFeedback",
  ],
  [
    "holds logins",
    "passwordlessFeedback",
    "await new Promise((resolve) => setTimeout(resolve, 3_500)); await original(event, api);",
    /^held for \d+ ms$/,
  ],
  [
    "throws now and then",
    "mfaFeedback",
    "if (login % 20 === 7) throw new Error('no'); await original(event, api);",
    "broken: mfaFeedback threw",
  ],
  [
    "denies a login",
    "passwordlessFeedback",
    "await original(event, api); if (login % 20 === 7) api.access.deny('no');",
    "broken: a feedback Action called access.deny",
  ],
  ["asks nobody", "mfaChallenge", "", "the phone asked for expected, passes seen"],
  [
    "asks for a factor that is not there",
    "mfaChallenge",
    "api.authentication.challengeWithAny([{ type: 'webauthn-platform' }]);",
    /^broken: none of the factors asked for can be used/,
  ],
])("notices an Action that %s", async (_, action, body, failure) => {
  const tally = await small(3, instead(action, body));
  expect(tally.failures.map(({ what }) => what)).toContainEqual(
    typeof failure === "string" ? failure : expect.stringMatching(failure),
  );
});

/** People of tenants that look the enrolled number up, a hundred and more until a failure is of that kind. */
async function lookUpsUntil(failure: string, plant: (action: ActionKey, code: string) => string): Promise<string[]> {
  const seen: string[] = [];
  for (let seed = 11; seed < 31 && !seen.includes(failure); seed++) {
    const tally = await simulate({ logins: 200, seed, compiled, plant, looksUp: true });
    seen.push(...tally.failures.map(({ what }) => what.replace(/\d+/g, "…")));
  }
  return seen;
}

/** @throws when the Action's code no longer holds what is to be replaced. */
function replaced(planted: ActionKey, was: string, becomes: string) {
  return (action: ActionKey, code: string) => {
    if (action !== planted) return code;
    if (!code.includes(was)) throw new Error(`Not in the code of ${action}: ${was}`);
    return code.replace(was, () => becomes);
  };
}

const notReported = "a mfa code was typed and not reported";
const others = "approved, and nobody typed it: somebody else's code";

test.each<[string, string, string, string]>([
  [
    "falls back to the profile's number",
    "return lookedUpNumber(user.user_id, challenge, secrets ?? {}, options);",
    `const looked = await lookedUpNumber(user.user_id, challenge, secrets ?? {}, options);
     const proven = provenNumber(user, settings);
     return "outcome" in looked && "e164" in proven ? proven : looked;`,
    others,
  ],
  ["takes the first of several phones", "numbers.length === 1", "numbers.length > 0", others],
  ["takes phones that were never confirmed", "confirmed === true", "true", notReported],
  ["takes the number that came in the middle of the login", "!(newestAt <= ", "false && !(newestAt <= ", others],
  ["believes its own clock", "askedAt: answeredAt - Math.max(0, Date.now() - asked)", "askedAt: asked", notReported],
  [
    "takes what was sent before the challenge for this login's",
    "sent < secondOf(askedAt",
    "false && (askedAt",
    notReported,
  ],
  [
    "asks for a token each time",
    "if (token && token.value",
    "if (false && token.value",
    "a token was asked for while there was one",
  ],
  [
    "storms a tenant that answers 429",
    "pausedUntil > Date.now()",
    "false",
    "a token was asked for again, though the quota was used up",
  ],
  ["does not replace a token that was revoked", "response.statusCode === 401", "false", notReported],
  ["waits for the tenant for as long as it takes", "}, left);", "}, 5000);", "held for … ms"],
  [
    "logs the token",
    "token = await by(deadline, asking);",
    "token = await by(deadline, asking); console.log(token.value);",
    "something private in the console of mfaFeedback",
  ],
  [
    "logs the number",
    "if (numbers.length === 1)",
    "console.log(numbers[0]); if (numbers.length === 1)",
    "a number in the console of mfaFeedback",
  ],
])("notices a look-up that %s", async (_, was, becomes, failure) => {
  expect(await lookUpsUntil(failure, replaced("mfaFeedback", was, becomes))).toContain(failure);
});
