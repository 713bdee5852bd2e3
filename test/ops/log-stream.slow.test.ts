import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalTenantServer } from "../../packages/local-tenant/src/server";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";

const logStream = { url: "https://localhost:9/logs", receiver: "node" } as const;

let promotion: Promotion;
let dev: LocalTenantServer;
let byActions: TenantConfig;
let byStream: TenantConfig;
let folder: string;
beforeAll(async () => {
  promotion = await startPromotion("dev");
  dev = promotion.server("dev");
  byActions = promotion.configs.dev!;
  const { settings: _, ...config } = byActions;
  byStream = { ...config, feedback: "log-stream", logStream };
  folder = mkdtempSync(join(tmpdir(), "stream-token-"));
});
afterAll(async () => {
  await promotion.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (verb: string, ...args: string[]) => promotion.run(verb, "dev", args);
const bound = () => dev.tenant.deployedActions("post-login").map(({ name }) => name.replace("Verify feedback - ", ""));
const stream = () => dev.tenant.logStreams.list()[0];
const sent = () => String(stream()?.sink.httpAuthorization).replace("Bearer ", "");

it("plans a stream in words, and shows no token", async () => {
  promotion.configs.dev = byStream;
  const plan = await run("plan");
  endedWith(2, plan);
  expect(plan.stdout).toContain("the log stream to the receiver is created");
  expect(plan.stdout).toMatch(/url +→ https:\/\/localhost:9\/logs/);
  expect(plan.stdout).toContain("its token is created");
});

it("makes the token before the stream, for the receiver to know it first", async () => {
  endedWith(3, await run("stream-token"));
  const file = join(folder, "first.env");
  const renewed = await run("stream-token", "--renew", "--yes", "--out", file);
  endedWith(0, renewed);
  expect(renewed.stdout + renewed.stderr).not.toMatch(/[0-9a-f-]{72}/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const deploy = await run("deploy", "--yes");
  endedWith(0, deploy);
  expect(deploy.stdout + deploy.stderr).not.toContain(sent());
  expect(readFileSync(file, "utf8")).toBe(`LOG_STREAM_TOKEN=${sent()}\n`);
});

it("writes the receiver's variables where the caller is, and first of all looks whether it may", async () => {
  endedWith(0, await promotion.run("stream-token", "dev", ["--out", "here.env"], { INIT_CWD: folder }));
  expect(readFileSync(join(folder, "here.env"), "utf8")).toBe(`LOG_STREAM_TOKEN=${sent()}\n`);
  const before = sent();
  const refused = endedWith(
    3,
    await run("stream-token", "--renew", "--yes", "--out", join(folder, "here.env", "token")),
  );
  expect(refused.stderr).toMatch(/here\.env.token can't be written: /);
  expect(refused.stderr).not.toContain("    at ");
  expect(sent()).toBe(before);
  endedWith(0, await run("plan"));
});

it("has nothing to do then, with one Action bound, as plan, drift and status say", async () => {
  expect(bound()).toEqual(["MFA challenge"]);
  endedWith(0, await run("plan"));
  endedWith(0, await run("drift"));
  const status = await run("status");
  endedWith(0, status);
  expect(status.stdout).toContain("Verify feedback - log stream, to https://localhost:9/logs");
});

it("rotates the token with two valid in between", async () => {
  const [first, file] = [sent(), join(folder, "both.env")];
  endedWith(3, await run("stream-token", "--use", "--yes"));
  endedWith(0, await run("stream-token", "--renew", "--yes", "--out", file));
  const [next, previous] = readFileSync(file, "utf8").trim().split("\n");
  expect(previous).toBe(`LOG_STREAM_TOKEN_PREVIOUS=${first}`);
  expect(sent()).toBe(first);
  endedWith(0, await run("plan"));
  endedWith(0, await run("stream-token", "--use", "--yes"));
  expect(next).toBe(`LOG_STREAM_TOKEN=${sent()}`);
  endedWith(0, await run("plan"));
  const shown = await run("stream-token", "--print");
  expect(shown.stdout).toBe(`LOG_STREAM_TOKEN=${sent()}\n`);
});

it("says that there are no secrets to rotate", async () => {
  const rotate = await run("rotate", "--yes");
  endedWith(3, rotate);
  expect(rotate.stderr).toContain("No Action of dev has secrets");
});

it("finds a stream that somebody paused, sent elsewhere or made blind, and a deploy puts it back", async () => {
  const { id, sink } = stream()!;
  dev.tenant.logStreams.update(id, {
    status: "paused",
    sink: { ...sink, httpEndpoint: "https://localhost:9/elsewhere" },
    extras: { ...stream()!.extras, pii_config: { log_fields: ["phone"], method: "hash", algorithm: "xxhash" } },
  });
  const drift = await run("drift");
  endedWith(2, drift);
  expect(drift.stdout).toContain("the log stream is paused: it delivers nothing");
  expect(drift.stdout).toContain("the log stream goes to https://localhost:9/elsewhere instead of");
  expect(drift.stdout).toContain("the log stream hides phone from the receiver");
  expect(drift.stdout).not.toContain(sent());
  endedWith(0, await run("deploy", "--yes"));
  endedWith(0, await run("drift"));
  expect(stream()).toMatchObject({ status: "active", sink: { httpEndpoint: logStream.url } });
});

it("stops at a second stream to the same receiver, which would report everything twice", async () => {
  const { id } = dev.tenant.logStreams.create({ name: "by hand", type: "http", sink: { httpEndpoint: logStream.url } });
  const preflight = await run("preflight");
  expect(preflight.stdout).toContain(`a log stream "by hand" (${id}) that Terraform's state does not know`);
  dev.tenant.logStreams.delete(id);
});

it("goes on to both, to no Action at all and back to Actions alone, with nothing left to do each time", async () => {
  const neither: TenantConfig = { ...byStream, mfaChallenge: false };
  for (const [config, actions] of [
    [{ ...byActions, feedback: "both", logStream }, ["passwordless", "MFA challenge", "MFA"]],
    [neither, []],
    [byStream, ["MFA challenge"]],
    [byActions, ["passwordless", "MFA challenge", "MFA"]],
    [neither, []],
  ] as const) {
    promotion.configs.dev = config as TenantConfig;
    endedWith(0, await run("deploy", "--yes"));
    expect(bound()).toEqual(actions);
    endedWith(0, await run("plan"));
    endedWith(0, await run("drift"));
    endedWith(0, await run("status"));
  }
});

it("leaves other people's Actions alone where it binds none", async () => {
  const { id } = dev.tenant.actions.create({
    name: "Risk check",
    trigger: { id: "post-login", version: "v3" },
    code: "exports.onExecutePostLogin = async () => {};",
  });
  dev.tenant.actions.deploy(id);
  dev.tenant.bindings.append(id);
  endedWith(0, await run("deploy", "--yes"));
  endedWith(0, await run("drift"));
  expect((await run("status")).stdout).toContain("another team's");
  expect(bound()).toEqual(["Risk check"]);
});

it("destroys the stream, and says so", async () => {
  const destroy = await run("destroy", "--yes");
  endedWith(0, destroy);
  expect(destroy.stdout).toContain('log stream "Verify feedback - log stream"');
  expect(stream()).toBeUndefined();
  expect(bound()).toEqual(["Risk check"]);
});
