import type { ActionKey } from "../../stacks/actions";
import { compileOurActions } from "../../stacks/bundling";
import { simulate } from "./simulate";
import { resultTable } from "./table";
import { groups, type Tally } from "./tally";

const compiled = compileOurActions();

test("two thousand people log in: their codes are reported, nobody else's are, and nobody is held up", async () => {
  const tally = await simulate({ logins: 2_000, seed: 1, compiled });
  const { ordinary } = tally.totals;
  if (tally.failed > 0) throw new Error(`${JSON.stringify(tally.failures, null, 1)}\n${resultTable(tally)}`);
  expect(ordinary.reported).toBeGreaterThan(500);
  expect(ordinary.wrong).toEqual({});
  for (const group of groups) expect(tally.totals[group].longestHoldMs).toBeLessThan(3_000);
});

test("the same seed gives the same logins, another seed gives others", async () => {
  const [first, again, other] = [await small(5), await small(5), await small(6)];
  expect(again.totals).toEqual(first.totals);
  expect(other.totals).not.toEqual(first.totals);
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
