import { Testing } from "cdktf";
import { logStreamAddress, logStreamTokenAddress, nextLogStreamTokenAddress } from "../../stacks/addresses";
import { type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { TenantStack } from "../../stacks/tenant-stack";

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});
const logStream = { url: "https://feedback.acme.example/logs", receiver: "node" } as const;

function synth(config: Partial<TenantConfig>) {
  const { dev } = defineTenants({ dev: { domain: "acme.eu.auth0.com", credentials: "api-key", ...config } });
  return JSON.parse(Testing.synth(new TenantStack(Testing.app(), "dev", { tenant: dev, compiled })));
}

const three = ["passwordless_feedback", "mfa_challenge", "mfa_feedback"];
const table: [Partial<TenantConfig>, string[], string[], boolean][] = [
  // setting, Actions, bound, variables
  [{}, three, three, true],
  [{ feedback: "both", logStream }, three, three, true],
  [{ feedback: "log-stream", logStream }, ["mfa_challenge"], ["mfa_challenge"], false],
  [
    { feedback: "log-stream", logStream, phoneProvider: "verify" },
    ["mfa_challenge", "phone_provider"],
    ["mfa_challenge"],
    true,
  ],
  [{ feedback: "log-stream", logStream, mfaChallenge: false }, [], [], false],
];

test.each(table)("%j", (config, actions, bound, hasVariables) => {
  const { resource, variable, output } = synth(config);
  expect(Object.keys(resource.auth0_action ?? {}).sort()).toEqual([...actions].sort());
  const list: { id: string }[] = resource.auth0_trigger_actions?.post_login?.actions ?? [];
  expect(list.map(({ id }) => id)).toEqual(bound.map((name) => `\${auth0_action.${name}.id}`));
  expect(Object.keys(output ?? {}).sort()).toEqual(actions.map((name) => `${name}_id`).sort());
  expect(variable !== undefined).toBe(hasVariables);
  expect(Object.keys(resource).includes("auth0_log_stream")).toBe(config.logStream !== undefined);
});

test("other people's Actions stay bound where none of ours is", () => {
  const lists = { before: ["A"], after: ["B"] };
  const { resource } = synth({ feedback: "log-stream", logStream, mfaChallenge: false, ...lists });
  expect(resource.auth0_trigger_actions.post_login.actions.map(({ id }: { id: string }) => id)).toEqual([
    "${data.auth0_action.before_0.id}",
    "${data.auth0_action.after_0.id}",
  ]);
});

test.each([
  ["node", "JSONLINES"],
  ["lambda", "JSONLINES"],
  ["workers", "JSONLINES"],
  ["twilio-functions", "JSONARRAY"],
] as const)("the stream to a receiver on %s carries %s", (receiver, format) => {
  const { resource } = synth({ feedback: "both", logStream: { ...logStream, receiver } });
  expect(resource.auth0_log_stream.feedback).toEqual({
    name: "Verify feedback - log stream",
    type: "http",
    status: "active",
    is_priority: false,
    filters: [
      { type: "category", name: "auth.login.success" },
      { type: "category", name: "user.notification" },
      { type: "category", name: "other" },
    ],
    sink: {
      http_endpoint: "https://feedback.acme.example/logs",
      http_content_type: "application/json",
      http_content_format: format,
      http_authorization: `Bearer \${${logStreamTokenAddress}.output}`,
    },
  });
  expect(logStreamAddress).toBe("auth0_log_stream.feedback");
});

test("what the address holds is no template", () => {
  const url = "https://feedback.acme.example/?a=${path.root}&b=%{if}";
  const { resource } = synth({ feedback: "both", logStream: { ...logStream, url } });
  expect(resource.auth0_log_stream.feedback.sink.http_endpoint).toBe(
    "https://feedback.acme.example/?a=$${path.root}&b=%%{if}",
  );
});

test("the token stands in no variable and nowhere in the stack: the first apply makes it", () => {
  const { resource } = synth({ feedback: "log-stream", logStream });
  const { log_stream_token_next: next, log_stream_token: token } = resource.terraform_data;
  expect(next).toMatchObject({
    input: '${sensitive("${uuid()}${uuid()}")}',
    lifecycle: { ignore_changes: ["input"] },
  });
  expect(token).toMatchObject({
    input: `\${sensitive(${nextLogStreamTokenAddress}.output)}`,
    lifecycle: { ignore_changes: ["input"] },
  });
});

const wrong: [object, string][] = [
  [{ feedback: "events" }, 'dev.feedback is "events": must be "actions", "log-stream" or "both"'],
  [{ feedback: "log-stream" }, 'dev.feedback is "log-stream", but dev.logStream is missing'],
  [{ feedback: "both" }, 'dev.feedback is "both", but dev.logStream is missing'],
  [{ logStream }, 'dev.logStream has no effect with dev.feedback "actions"'],
  [{ mfaChallenge: false }, 'dev.mfaChallenge is false with feedback "actions"'],
  [{ mfaChallenge: false, feedback: "both", logStream }, 'dev.mfaChallenge is false with feedback "both"'],
  [
    { feedback: "log-stream", logStream, settings: { mfaFeedback: { deadlineMs: 1000 } } },
    "dev.settings.mfaFeedback has no effect: this tenant does not get that Action",
  ],
  [
    { feedback: "log-stream", logStream, settings: { passwordlessFeedback: { freshnessSeconds: 5 } } },
    "dev.settings.passwordlessFeedback has no effect",
  ],
  [
    { feedback: "log-stream", logStream, mfaChallenge: false, settings: { mfaChallenge: { enrol: "skip" } } },
    "dev.settings.mfaChallenge has no effect",
  ],
  [{ feedback: "both", logStream: { url: logStream.url } }, "dev.logStream.receiver is missing"],
  [{ feedback: "both", logStream: { ...logStream, receiver: "deno" } }, 'dev.logStream.receiver is "deno": must be'],
  ...[
    "feedback.acme.example",
    "http://feedback.acme.example/",
    "http://localhost:8080/",
    "https://a:b@acme.example/",
    "https://a.example/#b",
  ].map((url): [object, string] => [
    { feedback: "both", logStream: { ...logStream, url } },
    "must be an https address without credentials",
  ]),
  ...["https://127.0.0.1:8080/", "https://localhost/"].map((url): [object, string] => [
    { feedback: "both", logStream: { ...logStream, url } },
    "dev.logStream.url is on this machine, where acme.eu.auth0.com can't reach it",
  ]),
];

test.each(wrong)("%j is refused", (config, sentence) => {
  const tenant = { domain: "acme.eu.auth0.com", credentials: "api-key", ...config } as TenantConfig;
  expect(() => defineTenants({ dev: tenant })).toThrow(sentence);
});
