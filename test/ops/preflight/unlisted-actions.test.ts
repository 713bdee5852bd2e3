import { recognise } from "../../../ops/live/recognise";
import { unlistedActions } from "../../../ops/live/unlisted-actions";
import { defineTenants } from "../../../stacks/tenant";
import type { TenantConfig } from "../../../stacks/tenant-schema";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];

type Lists = Pick<TenantConfig, "before" | "after">;

function arguments_(names: string[], lists: Lists, ownIds: string[]) {
  const { dev } = defineTenants({ dev: { domain: "tenant.example.com", credentials: "api-key", ...lists } });
  const bound = names.map((name) => ({ id: `id of ${name}`, name }));
  return [{ name: "dev", tenant: dev }, bound, { ids: new Set(ownIds), challengeIds: new Set(ownIds) }] as const;
}

function check(names: string[], lists: Lists = {}, ownIds: string[] = []) {
  return unlistedActions(...arguments_(names, lists, ownIds));
}

it("lets a deploy pass when nothing but ours and the listed is bound", () => {
  expect(check([])).toEqual([]);
  expect(check(OURS)).toEqual([]);
  expect(check(["Risk", ...OURS, "Audit"], { before: ["Risk"], after: ["Audit"] })).toEqual([]);
});

it("names the unlisted in order, and puts each in the list of the side on which it runs", () => {
  expect(check(["Risk", OURS[0]!, "Geo", OURS[1]!, OURS[2]!, "Audit"], { before: ["Geo"] })).toEqual([
    {
      what: expect.stringMatching(/holds Actions that tenants\.ts does not list.*\n {2}1\. Risk\n {2}6\. Audit$/),
      where: "tenants.ts, dev.before and dev.after",
      fix: expect.stringContaining('\n  before: ["Risk","Geo"],\n  after: ["Audit"],\n'),
    },
  ]);
});

it("goes by the place of the challenge, by whatever name it is bound", () => {
  const names = [OURS[0]!, "Between", "Ask for MFA", "Late", OURS[2]!];
  expect(check(names, {}, ["id of Ask for MFA"])[0]?.fix).toContain('\n  before: ["Between"],\n  after: ["Late"],\n');
});

it("leaves what is listed in its list, on whichever side it runs now", () => {
  expect(check([...OURS, "Geo", "Audit"], { before: ["Geo"] })[0]?.fix).toContain(
    '\n  before: ["Geo"],\n  after: ["Audit"],\n',
  );
  expect(check(["Late", "Risk", ...OURS], { after: ["Late"] })[0]?.fix).toContain(
    '\n  before: ["Risk"],\n  after: ["Late"],\n',
  );
});

it("keeps what is listed but not bound in the lists that it proposes", () => {
  const [problem] = check(["Risk"], { before: ["Planned"], after: ["Later"] });
  expect(problem?.fix).toContain('\n  before: ["Risk","Planned"],\n  after: ["Later"],\n');
});

it("knows an Action of the state as ours although its name is another", () => {
  expect(check(["Old name"], {}, ["id of Old name"])).toEqual([]);
  expect(check(["Old name"], {}, [])).toHaveLength(1);
});

/** Actions with code, as they are bound. */
function withCode(codes: Record<string, string>, lists: Lists = {}) {
  const [dev, bound, own] = arguments_(Object.keys(codes), lists, []);
  const actions = bound.map(({ id, name: other }) => ({ id, does: recognise(codes[other]!) }));
  return unlistedActions(dev, bound, own, actions);
}

const handler = (body: string) => `exports.onExecutePostLogin = async (event, api) => { ${body} };`;
const challenge = "api.authentication.challengeWith({ type: 'phone' });";
const access = handler("if (event.user.blocked) api.access.deny('No.');");

it("does not propose to list Actions that were built from our sources, but to take them over", () => {
  expect(withCode({ Risk: access, "Old - MFA": "// Built from actions/mfa-feedback.ts\n" })).toEqual([
    {
      what: expect.stringMatching(/built from our sources.*\n {2}2\. Old - MFA$/),
      where: "tenants.ts, dev.backend and dev.actionNamePrefix",
      fix: expect.stringContaining("npm run adopt -- dev"),
    },
  ]);
});

it("does not propose to list what was made by hand to do what ours do, but to take it over", () => {
  const fixOf = (codes: Record<string, string>, lists: Lists = {}) => withCode(codes, lists)[0]?.fix;
  expect(fixOf({ Risk: access, "Ask for MFA": handler(challenge) })).toMatch(
    /^Judging by their code, these do what.*: "Ask for MFA"\.\n {2}Take over .*npm run adopt -- dev.*\nTo keep the others.*\n.*\n {2}before: \["Risk"\],\n/,
  );
  expect(fixOf({ "Ask for MFA": handler(challenge) })).not.toContain("before: [");
  expect(fixOf({ "Ask for MFA": handler(challenge), Risk: access }, { before: ["Ask for MFA"] })).toMatch(
    /^To keep them.*\n.*\n {2}before: \["Ask for MFA","Risk"\],\n/,
  );
});

it("sends nobody to adopt for an Action that does anything else", () => {
  const groups = handler(
    "if (!event.user.app_metadata.staff) api.access.deny('No.'); if (event.user.app_metadata.admin) api.multifactor.enable('any');",
  );
  const [problem] = withCode({ Groups: groups, Claims: handler(`api.idToken.setCustomClaim('a', 1); ${challenge}`) });
  expect(problem?.fix).toContain('\n  before: ["Groups"],\n  after: ["Claims"],\n');
  expect(problem?.fix).not.toContain("adopt");
});

it("says what one that may do the work of ours does, and names it in the command that would replace it", () => {
  const [problem] = withCode({ Risk: handler(`if (event.client.name === 'Shop') ${challenge}`) });
  expect(problem?.fix).toContain('\n  before: [],\n  after: ["Risk"],\n');
  expect(problem?.fix).toContain(
    '"Risk" may do what ours do, and would do it a second time if listed: it calls challengeWith, and reads client.name.',
  );
  expect(problem?.fix).toContain("npm run adopt -- dev --action mfaChallenge=Risk");
});

it.each([
  ["a redirect", "api.redirect.sendUserTo('https://example.com');", "after"],
  ["a form", "api.prompt.render('form');", "after"],
  ["a challenge of e-mail", "api.authentication.challengeWith({ type: 'email' });", "after"],
  ["an enrolment", "api.authentication.enrollWithAny([{ type: 'otp' }]);", "after"],
  ["a denial", "api.access.deny('No.');", "before"],
])("goes by the code where ours are not bound: %s", (_, body, list) => {
  expect(withCode({ Theirs: handler(body) })[0]?.fix).toContain(`\n  ${list}: ["Theirs"],\n`);
});

it("does not take an Action of the same name twice for a listed one that is ours", () => {
  expect(check(["Verify feedback - MFA (copy)"])[0]?.what).toContain("1. Verify feedback - MFA (copy)");
});
