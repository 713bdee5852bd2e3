import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LocalTenantServer } from "../../packages/local-tenant/src/server";
import { verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";

const logStream = { url: "https://localhost:9/logs", receiver: "node" } as const;
const actions = ["passwordless", "MFA challenge", "MFA"];
/** What a tenant has with each feedback mode. */
const modes = {
  actions: { bound: actions, streams: [] },
  "log-stream": { bound: ["MFA challenge"], streams: [logStream.url] },
  both: { bound: actions, streams: [logStream.url] },
} as const;
type Mode = keyof typeof modes;

let promotion: Promotion;
let dev: LocalTenantServer;
let configs: Record<Mode, TenantConfig>;
let scratch: string;

beforeAll(async () => {
  promotion = await startPromotion("dev");
  dev = promotion.server("dev");
  const byActions = promotion.configs.dev!;
  const { settings: _, ...rest } = byActions;
  configs = {
    actions: byActions,
    "log-stream": { ...rest, feedback: "log-stream", logStream },
    both: { ...byActions, feedback: "both", logStream },
  };
  scratch = mkdtempSync(join(tmpdir(), "rollback-feedback-"));
});
afterAll(async () => {
  await promotion.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const run = (verb: string, ...args: string[]) => promotion.run(verb, "dev", args);
const artefact = (mode: Mode) => join(scratch, mode);
const deployed = () => dev.tenant.deployedActions("post-login");
const live = () => ({
  bound: deployed().map(({ name }) => name.replace("Verify feedback - ", "")),
  streams: dev.tenant.logStreams.list().map(({ sink }) => sink.httpEndpoint),
});

// The tests go on from each other: one local tenant and its state.
describe("npm run rollback between feedback modes", () => {
  it("has an artefact of each mode, the last deployed with both", async () => {
    for (const mode of Object.keys(modes) as Mode[]) {
      promotion.configs.dev = configs[mode];
      endedWith(0, await promotion.run("artefact", artefact(mode)));
      endedWith(0, await run("deploy", "--yes", "--artefact", artefact(mode)));
      expect(live()).toEqual(modes[mode]);
    }
  });

  it.each<[from: Mode, to: Mode]>([
    ["both", "log-stream"],
    ["log-stream", "actions"],
    ["actions", "log-stream"],
    ["log-stream", "both"],
    ["both", "actions"],
    ["actions", "both"],
  ])("goes from %s back to %s, whatever tenants.ts says, with nothing left to do", async (from, to) => {
    promotion.configs.dev = configs[from];
    expect(live()).toEqual(modes[from]);
    const rollback = await run("rollback", "--yes", "--artefact", artefact(to));
    endedWith(0, rollback);
    expect(rollback.stderr).not.toContain("    at ");
    expect(live()).toEqual(modes[to]);
    expect(existsSync(join(artefact(to), "verified", "dev.json"))).toBe(true);
    for (const { name, secrets } of deployed()) {
      if (name.endsWith("challenge")) continue;
      expect(secrets).toMatchObject({ TWILIO_AUTH_TOKEN: verifyVariables.TWILIO_AUTH_TOKEN });
    }
    endedWith(0, await run("plan", "--artefact", artefact(to)));
    promotion.configs.dev = configs[to];
    endedWith(0, await run("drift"));
  });

  it("makes the stream a new token when it comes back, and says that the receiver needs it", async () => {
    const sent = () => dev.tenant.logStreams.list()[0]?.sink.httpAuthorization;
    const first = sent();
    endedWith(0, await run("rollback", "--yes", "--artefact", artefact("actions")));
    const back = await run("rollback", "--yes", "--artefact", artefact("both"));
    endedWith(0, back);
    expect(back.stdout).toContain("until it has it: npm run stream-token -- dev --out receiver.env");
    expect(sent()).not.toBe(first);
    const shown = await run("stream-token", "--print");
    expect(`Bearer ${shown.stdout.trim().replace("LOG_STREAM_TOKEN=", "")}`).toBe(sent());
  });
});
