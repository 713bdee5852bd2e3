import type { ActionFinding, Finding } from "../../ops/live/finding";
import { actionFindingInWords, findingDocument, findingInWords } from "../../ops/live/finding-in-words";
import { renderLive } from "../../ops/live/live-report";

const MFA = { address: "auth0_action.mfa_feedback", action: "MFA", pending: false } as const;
const tenant = { address: undefined, pending: false } as const;
const [old, fresh] = ["a", "b"].map((digit) => digit.repeat(64)) as [string, string];
const twilio = (version: string) => ({ name: "twilio", version });

const ofActions: [ActionFinding, string][] = [
  [{ ...MFA, kind: "missing" }, "is not there"],
  [{ ...MFA, kind: "not-deployed" }, "has no version that runs"],
  [{ ...MFA, kind: "build-failed", version: 3 }, "could not be built by Auth0; version 3 still runs"],
  [{ ...MFA, kind: "build-failed", version: null }, "could not be built by Auth0, so nothing of it runs"],
  [
    { ...MFA, kind: "code", version: 3, live: old, wanted: fresh },
    "runs version 3 with other code (aaaaaaaaaaaa instead of bbbbbbbbbbbb)",
  ],
  [
    { ...MFA, kind: "runtime", version: 3, live: "node18", wanted: "node22" },
    "runs version 3 on node18 instead of node22",
  ],
  [
    {
      ...MFA,
      kind: "dependencies",
      version: 3,
      live: [],
      wanted: [twilio("6.2.0"), { name: "abc", version: "1.0.0" }],
    },
    "runs version 3 with none instead of abc 1.0.0, twilio 6.2.0",
  ],
  [
    { ...MFA, kind: "secrets", version: 3, live: ["TWO", "OWN"], wanted: ["TWO"] },
    "runs version 3 with the secrets OWN, TWO instead of TWO",
  ],
  [
    { ...MFA, kind: "secrets", version: 3, live: [], wanted: ["ONE"] },
    "runs version 3 with the secrets none instead of ONE",
  ],
  [
    { ...MFA, kind: "secret-by-hand", version: 3, secrets: ["ONE"] },
    "runs version 3 with a value of ONE that was set by hand, after the other secrets",
  ],
  [
    { ...MFA, kind: "rotation-lost", live: "2026-01-02T03:04:00.123Z", wanted: "2026-01-02T03:04:10.000Z" },
    "has secrets of 2026-01-02 03:04:00 UTC, but they were to be sent again at 2026-01-02 03:04:10 UTC: " +
      "that rotation did not reach Auth0",
  ],
  [{ ...MFA, kind: "draft" }, "has a draft that was changed and not deployed"],
];

const audience = "https://acme.eu.auth0.com/api/v2/";
const ofTenant: [Finding, string][] = [
  [{ ...tenant, kind: "order", live: ["A", "MFA"], wanted: ["MFA"] }, 'post-login runs "A", "MFA" instead of "MFA"'],
  [{ ...tenant, kind: "order", live: [], wanted: ["MFA"] }, 'post-login runs nothing instead of "MFA"'],
  [
    { ...tenant, kind: "phone-provider", field: "action", live: null, wanted: "Sender" },
    'the phone provider runs nothing instead of "Sender"',
  ],
  [
    { ...tenant, kind: "phone-provider", field: "exists", live: false, wanted: true },
    "the phone provider is not there",
  ],
  [
    { ...tenant, kind: "phone-provider", field: "name", live: "twilio", wanted: "custom" },
    "the phone provider is twilio instead of custom",
  ],
  [
    { ...tenant, kind: "phone-provider", field: "disabled", live: true, wanted: false },
    "the phone provider is disabled",
  ],
  [
    { ...tenant, kind: "phone-provider", field: "deliveryMethods", live: ["text"], wanted: ["voice", "text"] },
    "the phone provider sends text instead of text and voice",
  ],
  [{ ...tenant, kind: "log-stream", field: "exists", live: false, wanted: true }, "the log stream is not there"],
  [
    { ...tenant, kind: "log-stream", field: "status", live: "paused", wanted: "active" },
    "the log stream is paused: it delivers nothing",
  ],
  [
    { ...tenant, kind: "log-stream", field: "url", live: "https://a.example/", wanted: "https://b.example/" },
    "the log stream goes to https://a.example/ instead of https://b.example/",
  ],
  [
    { ...tenant, kind: "log-stream", field: "contentFormat", live: "JSONARRAY", wanted: "JSONLINES" },
    "the log stream sends JSONARRAY instead of JSONLINES",
  ],
  [
    {
      ...tenant,
      kind: "log-stream",
      field: "categories",
      live: [],
      wanted: ["user.notification", "auth.login.success"],
    },
    "the log stream lets through everything instead of auth.login.success, user.notification",
  ],
  [
    { ...tenant, kind: "log-stream", field: "hiddenFields", live: ["phone"], wanted: [] },
    "the log stream hides phone from the receiver",
  ],
  [{ ...tenant, kind: "password-reset", live: [], wanted: "Resets" }, 'password resets do not run "Resets"'],
  [
    { ...tenant, kind: "lookup-client", field: "exists", live: false, wanted: true },
    "the look-up client is not there: no enrolled number is looked up",
  ],
  [
    {
      ...{ ...tenant, kind: "lookup-client", field: "grantTypes", wanted: ["client_credentials"] },
      live: ["password", "client_credentials"],
    },
    "the look-up client has the grant types password, which it does not need",
  ],
  [
    { ...tenant, kind: "lookup-client", field: "grantTypes", live: [], wanted: ["client_credentials"] },
    "the look-up client lacks the grant type client_credentials",
  ],
  [
    { ...tenant, kind: "lookup-keys", field: "usesPrivateKey", live: false, wanted: true },
    "the look-up client signs in with a secret instead of its private key",
  ],
  [
    { ...tenant, kind: "lookup-keys", field: "keyIds", live: ["a", "b"], wanted: ["b", "c"] },
    "the look-up client lacks the public key c, and accepts a public key that is not in the stack: a",
  ],
  [
    { ...tenant, kind: "lookup-grant", audience, live: null, wanted: ["read:users"] },
    `the look-up client may not use ${audience}`,
  ],
  [
    { ...tenant, kind: "lookup-grant", audience, live: ["read:users", "read:logs"], wanted: ["read:users"] },
    "the look-up client may read:logs, read:users instead of read:users",
  ],
  [
    { ...tenant, kind: "lookup-grant", audience, live: ["read:logs"], wanted: null },
    `the look-up client may also use ${audience}: read:logs`,
  ],
  [
    { ...tenant, kind: "listed-gone", action: "Geo" },
    "Geo is gone, or has another name: tenants.ts lists it, and the last deploy bound it",
  ],
  [
    {
      ...tenant,
      kind: "changed",
      resource: "auth0_client.lookup",
      name: "auth0_client.lookup",
      fields: ["name", "app_type"],
    },
    "auth0_client.lookup was changed outside of Terraform: name, app_type",
  ],
  [
    { ...tenant, kind: "deleted", resource: "auth0_client_grant.lookup", name: "auth0_client_grant.lookup" },
    "auth0_client_grant.lookup was deleted outside of Terraform",
  ],
  [
    { ...tenant, kind: "changed", resource: MFA.address, name: "MFA", fields: [] },
    "MFA was changed outside of Terraform",
  ],
  [
    {
      ...tenant,
      kind: "tenant-setting",
      resource: "auth0_guardian.guardian",
      setting: "MFA policy",
      live: "Always",
      wanted: "Never",
    },
    "MFA policy was changed outside of Terraform: it is Always, and was deployed as Never",
  ],
];

const rows = <Some>(of: [Some, string][]) => of.map(([finding, sentence]) => ({ finding, sentence }));

it.each(rows(ofActions))("an Action $sentence", ({ finding, sentence }) => {
  expect(findingInWords(finding)).toBe(`MFA ${sentence}`);
  expect(actionFindingInWords(finding)).toBe(`it ${sentence}`);
});

it.each(rows(ofTenant))("$sentence", ({ finding, sentence }) => {
  expect(findingInWords(finding)).toBe(sentence);
});

it("a script gets the data and both parts of the sentence", () => {
  expect(findingDocument({ ...tenant, kind: "order", live: [], wanted: ["MFA"] })).toEqual({
    ...{ kind: "order", address: undefined, pending: false, live: [], wanted: ["MFA"] },
    ...{ where: "post-login", what: 'runs nothing instead of "MFA"' },
  });
});

it("a report has what is wrong below the Action or the order, and a line for anything else", () => {
  const replaced = jest.replaceProperty(process, "env", { ...process.env, NO_COLOR: "1" });
  const action = { address: MFA.address, name: "MFA", id: "a1", version: 3, digest: old, secrets: [] };
  const findings: Finding[] = [
    { ...MFA, kind: "runtime", version: 3, live: "node18", wanted: "node22", pending: true },
    { ...tenant, kind: "order", live: ["A", "MFA"], wanted: ["MFA"] },
    { ...tenant, kind: "log-stream", field: "status", live: "paused", wanted: "active" },
  ];
  const live = { actions: [action], order: ["A", "MFA"] };
  expect(renderLive({ ...live, findings: findings.map(findingDocument) })).toBe(`  ✗ MFA   version 3   aaaaaaaaaaaa
      it runs version 3 on node18 instead of node22; Auth0 is still working on it
  ✗ order: A → MFA
      post-login runs "A", "MFA" instead of "MFA"
  ✗ the log stream is paused: it delivers nothing
`);
  expect(renderLive({ ...live, findings: findings.slice(2).map(findingDocument) })).toContain("✓ order: A → MFA\n");
  replaced.restore();
});
