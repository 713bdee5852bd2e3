import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type NewUser, passwordAndPhone } from "../../packages/local-tenant/src/auth0/users";
import { type LocalTenantServer, startServer } from "../../packages/local-tenant/src/server";
import { type Listening, listen } from "../../packages/local-tenant/src/support/listen";
import { credentials } from "../../packages/local-tenant/test/support/fixed-credentials";
import { repoRoot } from "../../stacks/repo-root";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { buildAdapters } from "../log-stream-receiver/support/built-adapters";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";
import { type StreamReceiver, streamReceiver } from "./support/stream-receiver";

// A thousand logins, on machines that may be busy.
jest.setTimeout(900_000);

const PEOPLE = 1000;
/** So many wait for their codes to be typed in at the same time. */
const WAITING = 100;
/**
 * So many are served at the same moment. The sending of a code and the report of one have deadlines, of 10 and 2.5
 * seconds, within which a busy machine can't do the work of a hundred.
 */
const AT_ONCE = 5;
const KILLS = 12;

let promotion: Promotion;
let server: LocalTenantServer;
let receiver: StreamReceiver;
let built: ReturnType<typeof buildAdapters>;
let folder: string;
/** TLS in front of the receiver, at an address that stays. */
let front: Listening;
/** The tenant and Verify go ahead of the machine by this, and never run past it: Actions have the machine's clock. */
let offsetMs = -45_000;

beforeAll(async () => {
  promotion = await startPromotion();
  server = await startServer({
    credentials,
    ports: { management: 0, verify: 0 },
    dir: join(repoRoot, ".cache", "sandbox"),
    clock: { now: () => Date.now() + offsetMs },
  });
  built = buildAdapters();
  folder = mkdtempSync(join(tmpdir(), "log-stream-logins-"));
  const { key, certificate: cert } = server.authority.leaf;
  const app = { fetch: (request: Request) => receiver.fetch(request) };
  front = await listen(app, { port: 0, what: "the front of the receiver", tls: { key, cert } });
  emptyTenant();
});
afterAll(async () => {
  await receiver?.stop();
  await front.close();
  await server.stop();
  await promotion.stop();
  built.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A tenant in which no phone message goes out and no Action is asked. */
function emptyTenant(): void {
  const { settings, guardian, phoneProvider } = server.tenant;
  settings.patch({ customize_mfa_in_postlogin_action: false });
  guardian.setEnabled("sms", false);
  guardian.policies = ["all-applications"];
  phoneProvider.delete(phoneProvider.current()!.id);
}

/** What brings an empty tenant to a working state. */
function config(more: Partial<TenantConfig>): TenantConfig {
  return {
    domain: server.tenant.domain,
    credentials: "auth-token",
    phoneProvider: "verify",
    tenantSettings: { customizeMfaInActions: true, phoneFactor: { messageTypes: ["sms"] }, mfaPolicy: "never" },
    ...more,
    settings: {
      mfaChallenge: { afterPhoneCode: "other-factors" },
      phoneProvider: { verifyOrigin: server.verifyUrl },
      ...more.settings,
    },
  };
}
const logStream = () => ({ url: `https://localhost:${front.port}/`, receiver: "node" as const });
const verifyOrigin = () => ({ verifyOrigin: server.verifyUrl });
const actionSettings = () => ({ passwordlessFeedback: verifyOrigin(), mfaFeedback: verifyOrigin() });

async function deploy(config: TenantConfig): Promise<void> {
  promotion.configs.dev = config;
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
}

/** Verify tells whole seconds: a code is answered in a later one than it was sent in. */
const laterSecond = () => {
  offsetMs += 1100;
};

const number = (i: number) => `+1202555${String(i).padStart(4, "0")}`;

/** By turns with a code by SMS and no second one, and with a password and MFA at a number that the profile does not have. */
function person(i: number): NewUser {
  if (i % 2 === 0) {
    const identities = [{ provider: "sms", connection: "sms", user_id: `person${i}`, isSocial: false }];
    const enrollments = [{ type: "phone" as const, phoneNumber: number(i) }];
    return { handle: `person-${i}`, phone_number: number(i), phone_verified: true, identities, enrollments };
  }
  const { password, identities } = passwordAndPhone;
  return {
    ...(password !== undefined && { password }),
    handle: `person-${i}`,
    email: `person-${i}@example.com`,
    email_verified: true,
    phone_number: number(i + 5000),
    phone_verified: true,
    identities: identities!.map((identity) => ({ ...identity, user_id: `person${i}` })),
    enrollments: [{ type: "phone", phoneNumber: number(i) }],
  };
}
const method = (i: number) => (i % 2 === 0 ? "sms" : "password") as "sms" | "password";

const verificationsOf = (to: string) => server.verify.store.verifications.filter((one) => one.to === to);
const statuses = (to: string) => verificationsOf(to).map(({ status }) => status);

/** Until the tenant has delivered everything and the receiver has reported it; a receiver that is down counts as waiting. */
async function allReported(): Promise<void> {
  for (;;) {
    await server.streams.flush();
    const undelivered = server.streams.report().some(({ waiting }) => waiting > 0);
    if (!undelivered && !(await receiver.isWaiting().catch(() => true))) return;
    await sleep(20);
  }
}

it("brings an empty tenant to report by Actions in one deploy: a person enrols, and the code counts as used", async () => {
  await deploy(config({ settings: actionSettings() }));
  const login = await server.login({ user: "not-enrolled", method: "password" });
  expect(await server.finish(login)).toMatchObject({ status: "completed" });
  expect(server.conversion()).toMatchObject({ total_attempts: 1, total_converted: 1 });
});

it("brings an empty tenant to report by log stream in one deploy, MFA at an enrolled number that no profile has", async () => {
  endedWith(0, await promotion.run("destroy", "dev", ["--yes"]));
  server.reset();
  server.tenant.guardian.setEnabled("sms", false);
  const tokenFile = join(folder, "receiver.env");
  promotion.configs.dev = config({ feedback: "log-stream", logStream: logStream() });
  endedWith(0, await promotion.run("stream-token", "dev", ["--renew", "--yes", "--out", tokenFile]));
  receiver = streamReceiver({ built: built.folder, server, queueFile: join(folder, "queue.db"), tokenFile });
  await receiver.start();
  await deploy(promotion.configs.dev);
  const login = await server.login({ user: "not-enrolled", method: "password" });
  const enrolled = "+12025559999";
  await login.enroll({ factor: "phone", phoneNumber: enrolled });
  laterSecond();
  const code = server.verify.store.messages.findLast(({ to }) => to === enrolled)!.code;
  await login.answer({ factor: "phone", code });
  expect(login.outcome).toMatchObject({ status: "completed" });
  await allReported();
  expect(statuses(enrolled)).toEqual(["approved"]);
});

const approvals = () => server.verify.store.requests.filter(({ approval }) => approval).length;

/**
 * Does the work while the receiver is killed and started again, at most that many times, each time after some more
 * approvals. Returns how often it was.
 */
async function whileKilled(times: number, approvalsBetween: () => number, work: () => Promise<void>): Promise<number> {
  let kills = 0;
  let over = false;
  const killer = async () => {
    while (!over && kills < times) {
      const enough = approvals() + approvalsBetween();
      while (!over && approvals() < enough) await sleep(3);
      if (over) return;
      await receiver.kill();
      kills += 1;
      await receiver.start();
    }
  };
  const end = killer();
  try {
    await work();
  } finally {
    over = true;
    await end;
  }
  return kills;
}

/** Logs people in who all wait at the same time, and lets somebody else get a code by SMS and never type it. */
async function logIn(people: readonly number[], idle: number): Promise<void> {
  for (const i of [...people, idle]) server.engine.users.add(person(i));
  const logins = await fewAtOnce(people, (i) => server.login({ user: `person-${i}`, method: method(i) }));
  await server.login({ user: `person-${idle}`, method: "sms" });
  laterSecond();
  const ends = await fewAtOnce(logins, (login) => server.finish(login));
  expect(ends.filter(({ status }) => status !== "completed")).toEqual([]);
}

/** Gives the results in the items' order. */
async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

it("reports every code of 1,000 logins, none wrongly and none twice, while the receiver is killed and records are late, doubled and out of order", async () => {
  server.reset();
  server.streams.faults.set({ reorderMs: 1500, duplicates: 1, delayMs: 50 });
  const between = () => 10 + Math.random() * 60;
  const kills = await whileKilled(KILLS, between, async () => {
    for (let first = 0; first < PEOPLE; first += WAITING) {
      const people = Array.from({ length: WAITING }, (_, i) => first + i);
      await logIn(people, 2 * (PEOPLE + first));
    }
    await allReported();
  });
  const codes = Array.from({ length: PEOPLE }, (_, i) => statuses(number(i)).join());
  expect(codes.filter((status) => status !== "approved")).toEqual([]);
  const untyped = Array.from({ length: PEOPLE / WAITING }, (_, i) =>
    statuses(number(2 * (PEOPLE + i * WAITING))).join(),
  );
  expect(untyped.filter((status) => status !== "pending")).toEqual([]);
  expect(server.conversion()).toMatchObject({ total_attempts: PEOPLE + untyped.length, total_converted: PEOPLE });
  expect(approvals()).toBe(PEOPLE);
  expect(kills).toBe(KILLS);
});

it("counts a code once with both, and leaves a second one that was sent before the record came, and never typed, alone", async () => {
  server.reset();
  await deploy(config({ feedback: "both", logStream: logStream(), settings: actionSettings() }));
  server.streams.faults.set({ delayMs: 3_600_000 });
  const to = "+12025550101";
  const login = await server.login({ user: "phone-only", method: "sms" });
  laterSecond();
  expect(await server.finish(login)).toMatchObject({ status: "completed" });
  expect(statuses(to)).toEqual(["approved"]);
  laterSecond();
  await server.login({ user: "phone-only", method: "sms" });
  expect(statuses(to)).toEqual(["approved", "pending"]);
  const newer = await receiver.reported("skipped:newer-code");
  await allReported();
  expect(await receiver.reported("skipped:newer-code")).toBe(newer + 1);
  expect(statuses(to)).toEqual(["approved", "pending"]);
  expect(server.conversion()).toMatchObject({ total_attempts: 2, total_converted: 1 });

  const again = await server.login({ user: "password-phone", method: "password" });
  laterSecond();
  await server.finish(again);
  const gone = await receiver.reported("skipped:not-pending");
  await allReported();
  expect(await receiver.reported("skipped:not-pending")).toBe(gone + 1);
  expect(statuses("+12025550102")).toEqual(["approved"]);
});

it("counts each of 100 codes once with both, by the Action or by the receiver, while the receiver is killed", async () => {
  server.reset();
  server.streams.faults.set({ reorderMs: 1500, duplicates: 1, delayMs: 50 });
  const people = Array.from({ length: 100 }, (_, i) => 4000 + i);
  const idle = Array.from({ length: 5 }, (_, i) => 4200 + 2 * i);
  // A receiver that was killed between a report and its note of it finds the code approved.
  const approved = async () => (await receiver.reported("approved")) + (await receiver.reported("approved:presumed"));
  const byReceiver = await approved();
  const tooLate = await receiver.reported("skipped:not-pending");
  // mfa-feedback does not know the number that is enrolled, so that MFA's codes are the receiver's.
  const kills = await whileKilled(
    2,
    () => 20 + Math.random() * 15,
    async () => {
      for (const [batch, to] of idle.entries()) await logIn(people.slice(20 * batch, 20 * batch + 20), to);
      await allReported();
    },
  );
  expect(kills).toBe(2);
  expect(people.map((i) => statuses(number(i)).join()).filter((status) => status !== "approved")).toEqual([]);
  expect(idle.map((i) => statuses(number(i)).join())).toEqual(idle.map(() => "pending"));
  expect(server.conversion()).toMatchObject({ total_attempts: 105, total_converted: 100 });
  expect(approvals()).toBe(100);
  expect(await approved()).toBe(byReceiver + 50);
  expect(await receiver.reported("skipped:not-pending")).toBe(tooLate + 50);
});
