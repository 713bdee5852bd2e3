import type { Seen } from "../../../ops/live/found-effects";
import { recognise } from "../../../ops/live/recognise";
import { handMade } from "../support/hand-made";

const made = handMade("https://localhost:8444");
const action = (body: string, ahead = "") =>
  `${ahead}exports.onExecutePostLogin = async (event, api) => {\n${body}\n};`;
const phone = "api.authentication.challengeWith({ type: 'phone' });";
const client = "const client = require('twilio')(event.secrets.SID, event.secrets.TOKEN);";
const report = `${client}
await client.verify.v2.services(event.secrets.VERIFY).verifications(event.user.phone_number).update({ status: 'approved' });`;
const CHALLENGE = ["mfaChallenge"];
const EITHER = ["passwordlessFeedback", "mfaFeedback"];

describe("an Action that does nothing but the work of ours may be taken over", () => {
  it.each([
    ["a report of the first factor", made.passwordlessFeedback.code, ["passwordlessFeedback"]],
    ["a challenge or an enrolment, by what is enrolled", made.mfaChallenge.code, CHALLENGE],
    ["a report of MFA", made.mfaFeedback.code, ["mfaFeedback"]],
    ["a report that looks at neither factor", action(report), EITHER],
    [
      "a challenge of any of a list with a phone alone",
      action("api.authentication.challengeWithAny([{ type: 'phone' }]);"),
      CHALLENGE,
    ],
    [
      "a challenge that leaves out refresh tokens and what was challenged already",
      action(`if (event.transaction?.protocol === 'oauth2-refresh-token') return;
if (event.authentication?.methods?.some(({ name }) => name === 'mfa')) return;
console.log('challenging', event.user.email, event.client.name);
${phone}`),
      CHALLENGE,
    ],
    [
      "a challenge in a helper that is given api under another name",
      action(
        "ask(event.user, api);",
        `const FACTOR = 'phone';
function ask({ enrolledFactors = [] }, flow) {
  if (enrolledFactors.length > 0) flow.authentication.challengeWith({ type: FACTOR });
  else flow['authentication'].enrollWith({ type: FACTOR, options: { preferredMethod: 'sms' } });
}
`,
      ),
      CHALLENGE,
    ],
    [
      "a report with the client in parts",
      action(
        `const { SID, TOKEN } = event.secrets;
const { verify } = new Twilio(SID, TOKEN, { timeout: 2000 });
const verification = verify.v2.services(event.secrets.VERIFY).verifications(event.user.phone_number);
try { await verification.update({ status: 'approved' }).then(() => console.log('done')); } catch (error) { console.log(error.status); }`,
        "const { Twilio } = require('twilio');\n",
      ),
      EITHER,
    ],
    [
      "a report by fetch",
      action(`const url = \`https://verify.twilio.com/v2/Services/\${event.secrets.VERIFY}/Verifications/\${encodeURIComponent(event.user.phone_number)}\`;
const authorization = 'Basic ' + Buffer.from(event.secrets.SID + ':' + event.secrets.TOKEN).toString('base64');
if (event.connection.strategy !== 'sms') return;
await fetch(url, { method: 'POST', headers: { authorization }, body: new URLSearchParams({ Status: 'approved' }) });`),
      ["passwordlessFeedback"],
    ],
    [
      "a challenge as a compiler writes it",
      `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.onExecutePostLogin = void 0;
const onExecutePostLogin = async (event, api) => { ${phone} };
exports.onExecutePostLogin = onExecutePostLogin;`,
      CHALLENGE,
    ],
    [
      "a challenge in module.exports",
      `module.exports = { async onExecutePostLogin(event, api) { ${phone} } };`,
      CHALLENGE,
    ],
    [
      "a report by axios",
      action(
        `await axios({ method: 'post', url: 'https://verify.twilio.com/v2/Services/' + event.secrets.VERIFY + '/Verifications/' + event.user.phone_number, data: 'Status=approved' });`,
        "const axios = require('axios');\n",
      ),
      EITHER,
    ],
  ])("%s", (_, code, jobs) => {
    expect(recognise(code)).toMatchObject({ jobs, sure: true });
  });
});

describe("an Action that does anything else is somebody else's", () => {
  const access = "if (!event.authorization?.roles.includes('staff')) api.access.deny('No.');";
  const claim = "api.idToken.setCustomClaim('https://example.com/groups', event.user.app_metadata.groups);";
  it.each([
    [
      "denies by group, sets claims and asks admins for MFA",
      action(`${access}\n${claim}\nif (event.user.app_metadata.admin) api.multifactor.enable('any');`),
    ],
    ["challenges a phone and denies", action(`${phone}\n${access}`)],
    [
      "challenges a phone and denies in onContinuePostLogin",
      `${action(phone)}\nexports.onContinuePostLogin = async (event, api) => { api.access.deny('No.'); };`,
    ],
    [
      "challenges a phone and denies through a constant",
      action(`const { access } = api;\nconst { deny } = access;\n${phone}\nif (event.client.name) deny('No.');`),
    ],
    [
      "challenges a phone and denies in a helper",
      action(`${phone}\nstop(api);`, "function stop(flow) { flow.access.deny('No.'); }\n"),
    ],
    ["challenges a phone and writes metadata", action(`api.user.setAppMetadata('mfa', true);\n${phone}`)],
    [
      "challenges a phone and keeps something in the cache",
      action(`api.cache.set('seen', event.user.user_id);\n${phone}`),
    ],
    ["challenges a phone and redirects", action(`${phone}\napi.redirect.sendUserTo('https://example.com');`)],
    ["challenges a phone and renders a form", action(`${phone}\napi.prompt.render('form');`)],
    [
      "challenges a phone and tells another host",
      action(`${phone}\nawait fetch('https://hooks.example.com/login', { method: 'POST' });`),
    ],
    [
      "challenges a phone and calls the Management API",
      action(
        `const { ManagementClient } = require('auth0');\nawait new ManagementClient({ domain: event.secrets.DOMAIN }).users.get({ id: event.user.user_id });\n${phone}`,
      ),
    ],
    ["challenges e-mail", action("api.authentication.challengeWith({ type: 'email' });")],
    [
      "challenges e-mail where the risk is high",
      action(
        "if (event.authentication.riskAssessment.confidence === 'low') api.authentication.challengeWith({ type: 'email' });",
      ),
    ],
    [
      "enrols an authenticator app, or challenges it",
      action(
        "if (event.user.enrolledFactors.length) api.authentication.challengeWithAny([{ type: 'otp' }]);\nelse api.authentication.enrollWithAny([{ type: 'otp' }, { type: 'webauthn-roaming' }]);",
      ),
    ],
    [
      "asks for MFA where the risk is high",
      action(
        "if (event.authentication?.riskAssessment?.assessments.NewDevice?.confidence === 'low') api.multifactor.enable('any', { allowRememberBrowser: false });",
      ),
    ],
    [
      "asks for MFA at a step-up",
      action(
        "if (event.transaction?.acr_values.includes('http://schemas.openid.net/pape/policies/2007/06/multi-factor')) api.multifactor.enable('any');",
      ),
    ],
    [
      "asks for MFA at the second login",
      action("if (event.stats.logins_count === 2 && !event.organization) api.multifactor.enable('any');"),
    ],
    ["reports to Verify and sets a claim", action(`${report}\n${claim}`)],
    [
      "reports to Verify and sends a message",
      action(`${report}\nawait client.messages.create({ to: event.user.phone_number, body: 'Hello' });`),
    ],
    [
      "sends codes by Verify",
      action(
        `${client}\nawait client.verify.v2.services('VA').verifications.create({ to: event.user.phone_number, channel: 'sms' });\nconst status = 'approved';`,
      ),
    ],
    [
      "cancels verifications",
      action(`${client}\nawait client.verify.v2.services('VA').verifications('VE').update({ status: 'canceled' });`),
    ],
    [
      "checks codes at Verify",
      action("await fetch('https://verify.twilio.com/v2/Services/VA/VerificationCheck', { method: 'POST' });"),
    ],
    ["sets claims alone", action(claim)],
    ["holds nothing", action("")],
    ["has a report and a challenge in comments alone", action(`// ${phone}\n/* ${report} */`)],
  ])("%s", (_, code) => {
    expect(recognise(code)).toMatchObject({ jobs: [], sure: true });
  });
});

describe("what can't be told is left to a person", () => {
  it.each<[string, string, string[], Seen]>([
    [
      "asks everybody for any factor",
      action("api.multifactor.enable('any');"),
      CHALLENGE,
      { kind: "api-calls", names: ["multifactor.enable"] },
    ],
    [
      "asks for what is enrolled, whatever that is",
      action("api.authentication.challengeWithAny(event.user.enrolledFactors.map(({ type }) => ({ type })));"),
      CHALLENGE,
      { kind: "api-calls", names: ["challengeWithAny"] },
    ],
    [
      "takes another factor, too",
      action("api.authentication.challengeWith({ type: 'phone' }, { additionalFactors: [{ type: 'otp' }] });"),
      CHALLENGE,
      { kind: "api-calls", names: ["challengeWith"] },
    ],
    [
      "asks by risk for the phone",
      action(`if (event.authentication.riskAssessment.confidence !== 'high') ${phone}`),
      CHALLENGE,
      { kind: "reads", paths: ["authentication.riskAssessment"] },
    ],
    [
      "asks some applications for the phone",
      action(`if (event.client.client_id !== event.secrets.ONLY) return;\n${phone}`),
      CHALLENGE,
      { kind: "reads", paths: ["client.client_id", "secrets.ONLY"] },
    ],
    [
      "passes api on",
      action("await require('./mfa')(event, api);\napi.authentication.challengeWith({ type: 'phone' });"),
      CHALLENGE,
      { kind: "passed-on", of: "api" },
    ],
    [
      "chooses what it calls",
      action(
        "const how = event.user.enrolledFactors.length ? 'challengeWith' : 'enrollWith';\napi.authentication[how]({ type: 'phone' });",
      ),
      CHALLENGE,
      { kind: "chosen", of: "api" },
    ],
    [
      "wraps its handler",
      "exports.onExecutePostLogin = guarded(async (event, api) => { api.authentication.challengeWith({ type: 'phone' }); });",
      CHALLENGE,
      { kind: "unknown-handler" },
    ],
    [
      "walks over parts of api",
      action(`for (const token of [api.idToken, api.accessToken]) token.setCustomClaim('a', 1);\n${phone}`),
      CHALLENGE,
      { kind: "passed-on", of: "api" },
    ],
    ["evaluates", action(`eval(event.secrets.CODE);\n${phone}`), CHALLENGE, { kind: "global", name: "eval" }],
    [
      "uses a package that nobody knows here",
      action(`require('risk-engine').score(event.user);\n${phone}`),
      CHALLENGE,
      { kind: "package", name: "risk-engine" },
    ],
    [
      "sends a request to an address of its own",
      action(`await fetch(\`https://\${event.secrets.DOMAIN}/api\`);\n${phone}`),
      CHALLENGE,
      { kind: "request", host: undefined },
    ],
    [
      "adds to the factors before it asks",
      action(
        "const factors = [{ type: 'phone' }];\nif (event.user.email) factors.push({ type: 'email' });\napi.authentication.challengeWithAny(factors);",
      ),
      CHALLENGE,
      { kind: "api-calls", names: ["challengeWithAny"] },
    ],
    [
      "changes the factor before it asks",
      action(
        "const factor = { type: 'phone' };\nconst other = factor;\nother.type = 'email';\napi.authentication.challengeWith(factor);",
      ),
      CHALLENGE,
      { kind: "api-calls", names: ["challengeWith"] },
    ],
    [
      "passes api to one of two functions of a name",
      `const ask = (flow) => flow.authentication.challengeWith({ type: 'phone' });
function other() { const ask = (steps) => steps.access.deny('No.'); return ask; }
exports.onExecutePostLogin = async (event, api) => { ask(api); other()(api); };`,
      CHALLENGE,
      { kind: "passed-on", of: "api" },
    ],
    [
      "leaves its handler to a loop",
      "for (const name of ['onExecutePostLogin']) exports[name] = async (event, api) => { api.authentication.challengeWith({ type: 'phone' }); };",
      CHALLENGE,
      { kind: "unknown-handler" },
    ],
    [
      "has one name for two things",
      action(`[1].map((api) => api.access);\n${phone}`),
      CHALLENGE,
      { kind: "ambiguous-names", names: ["api"] },
    ],
    [
      "tells Verify a status that it computes",
      action(
        `${client}\nawait client.verify.v2.services('VA').verifications('VE').update({ status: event.secrets.STATUS });\nconst usual = 'approved';`,
      ),
      EITHER,
      { kind: "verify-status", status: undefined },
    ],
    [
      "is written as a module",
      "import twilio from 'twilio';\nexport const onExecutePostLogin = async (event, api) => { api.authentication.challengeWith({ type: 'phone' }); };",
      CHALLENGE,
      { kind: "not-commonjs" },
    ],
    [
      "challenges and reports",
      action(`${phone}\n${report}`),
      ["passwordlessFeedback", "mfaChallenge", "mfaFeedback"],
      { kind: "reports", mfa: false, firstFactor: false },
    ],
  ])("%s", (_, code, jobs, seen) => {
    expect(recognise(code)).toMatchObject({ jobs, sure: false, seen: expect.arrayContaining([seen]) });
  });
});

it.each([
  ["a redirect", "api.redirect.sendUserTo('https://example.com');", ["redirect.sendUserTo"]],
  ["a form", "api.prompt.render('form');", ["prompt.render"]],
  ["a challenge", phone, ["authentication.challengeWith"]],
  ["an enrolment", "api.authentication.enrollWithAny([{ type: 'otp' }]);", ["authentication.enrollWithAny"]],
  [
    "a redirect by a name that can't be followed",
    "const go = [api.redirect][0];\ngo.sendUserTo('https://example.com');",
    ["sendUserTo"],
  ],
  ["a denial", "api.access.deny('No.');", []],
  ["MFA at the end of the login", "api.multifactor.enable('any');", []],
  ["a token for a redirect", "api.redirect.encodeToken({ secret: event.secrets.S, payload: {} });", []],
])("tells what pauses a login: %s", (_, body, pauses) => {
  expect(recognise(action(body)).pauses).toEqual(pauses);
});
