import type { PostLoginAction } from "../../../ops/live/post-login-actions";
import { recognise } from "../../../ops/live/recognise";
import { parseChoices } from "../../../ops/verbs/adopt/choices";
import { actionsUnclear } from "../../../ops/verbs/adopt/errors";
import { type Matches, matchActions } from "../../../ops/verbs/adopt/match";
import { type FeedbackKey, feedbackKeys } from "../../../stacks/actions";
import { bundleActions, compileOurActions } from "../../../stacks/bundling";
import { defineTenants } from "../../../stacks/tenant";
import { handMade } from "../support/hand-made";

const made = handMade("https://localhost:8444");
const names: Record<FeedbackKey, string> = {
  passwordlessFeedback: "Ours - passwordless",
  mfaChallenge: "Ours - MFA challenge",
  mfaFeedback: "Ours - MFA",
};
const report = `const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN } = event.secrets;
  const client = require('twilio')(TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN);
  await client.verify.v2.services('VA').verifications(event.user.phone_number).update({ status: 'approved' });`;

/** Bound in the order given, unless `unbound`; the id is the name in lower case. */
function actions(...list: { name: string; code: string; unbound?: boolean }[]): PostLoginAction[] {
  let position = 0;
  return list.map(({ name, code, unbound }) => ({
    id: name.toLowerCase(),
    name,
    trigger: "post-login",
    code,
    status: "built",
    allChangesDeployed: true,
    updatedAt: "2026-11-24T10:00:00Z",
    secrets: [],
    deployed: undefined,
    position: unbound ? undefined : ++position,
  }));
}

function matched(list: PostLoginAction[], ...options: string[]): Record<FeedbackKey, string> {
  return shown(matchActions({ actions: list, held: new Map(), names, listed: [], choices: parseChoices(options) }));
}

/** `B` for a take-over of the Action B, `B|C` where a person has to choose, `+` for a new one. */
function shown(matches: Matches): Record<FeedbackKey, string> {
  const words = feedbackKeys.map((key) => {
    const match = matches[key];
    if (match.kind === "adopt") return [key, match.action.name];
    if (match.kind === "unclear") return [key, `?${match.candidates.map(({ action }) => action.name).join("|")}`];
    return [key, match.kind === "held" ? `state:${match.id}` : "+"];
  });
  return Object.fromEntries(words);
}

const { tenant } = defineTenants({
  tenant: { domain: "tenant.example.com", credentials: "api-key", after: ["Audit"] },
});
const passwordless = { name: "P", code: made.passwordlessFeedback.code };
const challenge = { name: "C", code: made.mfaChallenge.code };
const feedback = { name: "F", code: made.mfaFeedback.code };
const claims = { name: "X", code: "exports.onExecutePostLogin = async (event, api) => {};" };
const riskBased = {
  name: "Risk",
  code: `exports.onExecutePostLogin = async (event, api) => {
  if (event.authentication.riskAssessment?.confidence !== "high") api.authentication.challengeWith({ type: "phone" });
};`,
};
const denying = "exports.onExecutePostLogin = async (event, api) => { api.access.deny('No.'); };";
const either = { name: "E", code: `exports.onExecutePostLogin = async (event) => { ${report} };` };

describe("finding the Actions that do the work of ours", () => {
  it("goes by what the code does, wherever they stand", () => {
    const found = { passwordlessFeedback: "P", mfaChallenge: "C", mfaFeedback: "F" };
    expect(matched(actions(passwordless, challenge, feedback, claims))).toEqual(found);
    expect(matched(actions(claims, feedback, challenge, passwordless))).toEqual(found);
  });

  it("goes by the order where a report may be either", () => {
    const second = { ...either, name: "G" };
    expect(matched(actions(either, challenge, second))).toEqual({
      passwordlessFeedback: "E",
      mfaChallenge: "C",
      mfaFeedback: "G",
    });
  });

  it("leaves a report that may be either to a person when nothing makes MFA happen", () => {
    expect(matched(actions(either))).toMatchObject({
      passwordlessFeedback: "?E",
      mfaFeedback: "?E",
      mfaChallenge: "+",
    });
  });

  it("takes what is left when one of two reports is clear", () => {
    expect(matched(actions(either, feedback))).toMatchObject({ passwordlessFeedback: "E", mfaFeedback: "F" });
  });

  it("makes anew what is not there, and looks only at what is bound", () => {
    expect(matched(actions(passwordless))).toEqual({ passwordlessFeedback: "P", mfaChallenge: "+", mfaFeedback: "+" });
    expect(matched(actions({ ...passwordless, unbound: true }, claims))).toMatchObject({ passwordlessFeedback: "+" });
  });

  it("leaves two that do the same to a person, and takes their word", () => {
    const risk = { name: "Risk", code: challenge.code };
    const list = actions(passwordless, risk, challenge, feedback);
    expect(matched(list)).toMatchObject({ mfaChallenge: "?Risk|C", passwordlessFeedback: "P", mfaFeedback: "F" });
    expect(matched(list, "mfaChallenge=C")).toMatchObject({ mfaChallenge: "C" });
    expect(matched(list, "mfaChallenge=risk")).toMatchObject({ mfaChallenge: "Risk" });
    expect(matched(list, "mfaChallenge=none")).toMatchObject({ mfaChallenge: "+" });
  });

  it("leaves one that may do more than ours to a person, unless tenants.ts lists it", () => {
    const list = actions(passwordless, riskBased, feedback);
    expect(matched(list)).toMatchObject({ mfaChallenge: "?Risk" });
    const held = new Map<FeedbackKey, string>();
    const found = matchActions({ actions: list, held, names, listed: ["Risk"], choices: new Map() });
    expect(shown(found)).toEqual({ passwordlessFeedback: "P", mfaChallenge: "+", mfaFeedback: "F" });
  });

  it("passes over one that does more than ours, although it challenges a phone", () => {
    const denies = {
      name: "Staff",
      code: challenge.code.replace("};", "  if (event.user.blocked) api.access.deny('No.');\n};"),
    };
    expect(matched(actions(passwordless, denies, feedback))).toMatchObject({ mfaChallenge: "+" });
    expect(matched(actions(denies), "mfaChallenge=Staff")).toMatchObject({ mfaChallenge: "Staff" });
  });

  it("leaves one that challenges and reports to a person, whatever else is known", () => {
    const all = { name: "All", code: challenge.code.replace("};", `  ${report}\n};`) };
    expect(matched(actions(all))).toEqual({ passwordlessFeedback: "?All", mfaChallenge: "?All", mfaFeedback: "?All" });
    expect(matched(actions(all), "mfaChallenge=none", "mfaFeedback=none")).toMatchObject({
      passwordlessFeedback: "?All",
    });
  });

  it("knows ours again by name, and by what they were built from, bound or not", async () => {
    const { t } = defineTenants({ t: { domain: "localhost:1", credentials: "api-key" } });
    const ours = bundleActions(t, await compileOurActions());
    for (const key of feedbackKeys) expect(recognise(ours[key]).jobs).toEqual([key]);
    const renamed = { name: "Renamed", code: ours.mfaChallenge, unbound: true };
    const named = { name: names.mfaFeedback, code: claims.code };
    expect(matched(actions(challenge, named, renamed))).toMatchObject({
      mfaChallenge: "Renamed",
      mfaFeedback: names.mfaFeedback,
    });
  });

  it("does not take over by its name alone what does something else", () => {
    const denies = { name: names.mfaFeedback, code: denying };
    expect(matched(actions(denies))).toMatchObject({
      mfaFeedback: `?${names.mfaFeedback}`,
    });
  });

  it("leaves those that the state holds alone", () => {
    const held = new Map<FeedbackKey, string>([["mfaChallenge", "c"]]);
    const input = {
      actions: actions(passwordless, challenge, feedback),
      held,
      names,
      listed: [],
      choices: parseChoices([]),
    };
    expect(shown(matchActions(input))).toEqual({
      passwordlessFeedback: "P",
      mfaChallenge: "state:c",
      mfaFeedback: "F",
    });
  });
});

describe("what a person says with --action", () => {
  it.each(["mfaChallenge", "mfa=C", "mfaChallenge="])("refuses %s, and says what it takes", (option) => {
    expect(() => parseChoices([option])).toThrow('--action mfaChallenge="Trigger MFA"');
  });

  it("refuses to be told twice", () => {
    expect(() => parseChoices(["mfaChallenge=A", "mfaChallenge=B"])).toThrow("given twice");
  });

  it("is asked for with the candidates and the command to run", () => {
    const list = actions({ ...challenge, name: "Ask for MFA" }, challenge);
    const matches = matchActions({ actions: list, held: new Map(), names, listed: [], choices: new Map() });
    const { message } = actionsUnclear("dev", tenant, matches, new Map());
    expect(message).toContain("  1. Ask for MFA (ask for mfa), calls challengeWith and enrollWith\n  2. C (c), ");
    expect(message).toContain('  npm run adopt -- dev --action mfaChallenge="Ask for MFA"\n');
    expect(message).toContain("Nothing was changed.");
  });

  it("does not propose what may do more, and says how to keep it", () => {
    const list = actions(riskBased);
    const matches = matchActions({ actions: list, held: new Map(), names, listed: [], choices: new Map() });
    const { message } = actionsUnclear("dev", tenant, matches, new Map());
    expect(message).toContain("  1. Risk (risk), calls challengeWith, and reads authentication.riskAssessment\n");
    expect(message).toContain("  npm run adopt -- dev --action mfaChallenge=none\n");
    expect(message).toContain('in tenants.ts under dev. For all of them:\n  before: [],\n  after: ["Risk","Audit"],\n');
  });

  it("is asked for by id where several have the name, and is told when none has it", () => {
    const twice = actions(challenge, { ...feedback, name: "C" }).map((action, index) => ({
      ...action,
      id: `id-${index}`,
    }));
    const unclear = (...said: string[]) => {
      const choices = parseChoices(said);
      const matches = matchActions({ actions: twice, held: new Map(), names, listed: [], choices });
      return actionsUnclear("dev", tenant, matches, choices).message;
    };
    expect(unclear("mfaChallenge=C")).toContain("npm run adopt -- dev --action mfaChallenge=id-0");
    expect(unclear("mfaChallenge=D")).toContain('no Action for post-login has the name or id "D"');
    expect(unclear("mfaFeedback=none", "mfaChallenge=C")).toContain(
      "npm run adopt -- dev --action mfaFeedback=none --action mfaChallenge=id-0",
    );
  });
});
