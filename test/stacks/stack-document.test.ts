import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import fc from "fast-check";
import { readExpectedStack } from "../../ops/terraform/expected-stack";
import { readStack } from "../../packages/local-tenant/src/sources/terraform/read-stack";
import { stackDocumentIn } from "../../packages/local-tenant/src/sources/terraform/stack-document";
import { actionDependencies, definitionOf } from "../../stacks/actions";
import { bundleActions, type CompiledActions, compileOurActions } from "../../stacks/bundling";
import { actionKeysOf } from "../../stacks/feedback";
import { keyIdOf } from "../../stacks/lookup/public-keys";
import { readStackDocument, stackFile } from "../../stacks/stack-document";
import { defineTenants } from "../../stacks/tenant";
import { actionNames, logStreamName, looksUp, lookupClientName, type TenantConfig } from "../../stacks/tenant-schema";
import { TenantStack } from "../../stacks/tenant-stack";

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});
const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = String(publicKey.export({ type: "spki", format: "pem" }));
let outdir: string;

beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), "stack-document-"));
});
afterAll(() => rmSync(outdir, { recursive: true }));

/** A tenant as tenants.ts writes it, and the document that a synth makes of it. */
function synthesised(config: TenantConfig) {
  const { tenant } = defineTenants({ tenant: config });
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  new TenantStack(app, "tenant", { tenant, compiled, lookupPublicKeys: [pem] });
  app.synth();
  return { tenant, folder: join(outdir, "stacks", "tenant") };
}

/** Names with what Terraform and cdktf read as more than text. */
const name = fc
  .array(
    fc.constantFrom("Audit", " ", "$", "%", "{", "}", "${", "%{", "$${x}", "${TfToken[TOKEN.0]}", '"', "\\", "é"),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((pieces) => pieces.join(""));

const configs = fc
  .record({
    credentials: fc.constantFrom("api-key", "auth-token"),
    actionNamePrefix: name.map((text) => `x${text}x`),
    listed: fc.uniqueArray(name, { maxLength: 4 }),
    split: fc.nat({ max: 4 }),
    deliveryMethods: fc.constantFrom(undefined, ["text"], ["text", "voice"]),
    reportPasswordResets: fc.boolean(),
    enrolledNumber: fc.constantFrom(undefined, "lookup"),
    receiver: fc.constantFrom(undefined, "node", "twilio-functions"),
  })
  .map(({ listed, split, deliveryMethods, enrolledNumber, receiver, ...given }) => ({
    ...given,
    domain: "localhost:8443",
    before: listed.slice(0, split),
    after: listed.slice(split),
    settings: {
      ...(deliveryMethods && { phoneProvider: { deliveryMethods } }),
      ...(enrolledNumber && { mfaFeedback: { enrolledNumber } }),
    },
    ...(deliveryMethods && { phoneProvider: "verify" }),
    ...(receiver && { feedback: "both", logStream: { url: "https://feedback.example.com/${path}", receiver } }),
  })) as fc.Arbitrary<TenantConfig>;

const runs = { numRuns: 15 };

test("what is read of a stack is what tenants.ts says", () => {
  const check = fc.property(configs, (config) => {
    const { tenant, folder } = synthesised(config);
    const names = actionNames(tenant);
    const code = bundleActions(tenant, compiled);
    const on = (trigger: string) => actionKeysOf(tenant).filter((key) => definitionOf(key).trigger === trigger);
    const [first, ...others] = on("post-login").map((key) => names[key]);
    const ours = [...on("post-login"), ...on("custom-phone-provider"), ...on("password-reset-post-challenge")];
    const { actions, phoneProvider, resetActions, lookupClient, ...read } = readExpectedStack(folder);

    expect(actions.map((action) => [action.name, action.code, action.dependencies])).toEqual(
      ours.map((key) => [names[key], code[key], actionDependencies(key)]),
    );
    expect(read).toEqual({
      domain: tenant.domain,
      order: [first, ...tenant.before, ...others, ...tenant.after],
      ...(tenant.logStream && {
        logStream: {
          name: logStreamName(tenant),
          url: tenant.logStream.url,
          contentFormat: tenant.logStream.receiver === "node" ? "JSONLINES" : "JSONARRAY",
          categories: ["auth.login.success", "user.notification", "other"],
        },
      }),
    });
    expect(phoneProvider?.deliveryMethods).toEqual(
      tenant.phoneProvider && tenant.settings.phoneProvider.deliveryMethods,
    );
    expect(resetActions).toHaveLength(tenant.reportPasswordResets ? 1 : 0);
    expect(lookupClient?.keyIds).toEqual(looksUp(tenant) ? [keyIdOf(pem)] : undefined);
  });
  fc.assert(check, runs);
});

test("the local tenant, which has a reader of its own, reads the same", () => {
  const check = fc.property(configs, (config) => {
    const { tenant, folder } = synthesised(config);
    const read = readExpectedStack(folder);
    const local = readStack(stackDocumentIn(JSON.parse(readFileSync(stackFile(folder), "utf8")), folder), {});
    const actions = local.actions.map(({ key, name, code, runtime, dependencies, secrets }) => {
      return { address: key, name, code, runtime, dependencies, secretNames: secrets.map((secret) => secret.name) };
    });
    const names = new Map([...local.actions, ...local.lookups].map(({ key, name }) => [key, name]));
    const boundTo = (trigger: string) =>
      local.bindings
        .find((list) => list.trigger === trigger)
        ?.actions.map(({ action }) => ("key" in action ? names.get(action.key) : action));
    const [sender, reset] = [read.phoneProvider?.action, read.resetActions[0]].map((key) => key && [names.get(key)]);

    expect(new Set(actions)).toEqual(new Set(read.actions));
    expect(boundTo("post-login")).toEqual(read.order);
    expect(boundTo("custom-phone-provider")).toEqual(sender);
    expect(boundTo("password-reset-post-challenge")).toEqual(reset);
    expect(local.phoneProvider?.deliveryMethods).toEqual(read.phoneProvider?.deliveryMethods);
    expect(local.logStreams.map(({ name, endpoint }) => [name, endpoint])).toEqual(
      read.logStream ? [[read.logStream.name, read.logStream.url]] : [],
    );
    expect(local.clients.map(({ name, keys = [], scopes }) => [name, keys.map(keyIdOf), scopes])).toEqual(
      read.lookupClient ? [[lookupClientName(tenant), read.lookupClient.keyIds, read.lookupClient.scopes]] : [],
    );
  });
  fc.assert(check, runs);
});

test("a folder without a stack, and a file that is none, are named with what writes one", () => {
  const folder = join(outdir, "stacks", "none");
  expect(() => readStackDocument(folder)).toThrow(
    /cdk\.tf\.json can't be read: ENOENT.*\nWrite it with: npm run synth$/,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(stackFile(folder), JSON.stringify({ resource: { auth0_action: { a: { name: 1 } } } }));
  expect(() => readStackDocument(folder)).toThrow(
    /read: resource\.auth0_action\.a\.name is not what a stack has there \(.*\)\.\nWrite it with/,
  );
});
