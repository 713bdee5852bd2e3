import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { ManualClock } from "../../packages/local-tenant/src/support/clock";
import { createVerify, FIXED_SERVICE_SID, STANDARD_KEY, type Verify } from "../../packages/local-tenant/src/twilio";
import { verifySeeds } from "../../packages/local-tenant/test/support/fixed-credentials";
import { buildAdapters } from "./support/built-adapters";
import type { ListeningProcess } from "./support/listening-process";
import { startReceiver } from "./support/receiver-process";
import { authenticator, enveloped, loginRecord, mfaRecord, phonePrompt } from "./support/records";
import { METRICS_TOKEN, TOKEN, variables } from "./support/served-receiver";

const CODES = 400;
const KILLS = 50;
const AT_ONCE = 6;

let built: ReturnType<typeof buildAdapters>;
beforeAll(() => {
  built = buildAdapters();
});
afterAll(() => built.remove());

/** Small and seeded: the same moments with every run of a seed, as far as two processes allow. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const number = (i: number) => `+1202555${String(i).padStart(4, "0")}`;

/** A local Verify that tells of each request before it is carried out and of each answer before it is sent. */
async function servedVerify(clock: ManualClock, onMoment: () => void) {
  const verify = createVerify({ ...verifySeeds, clock });
  /** By SID, how often an approval was answered with success. */
  const approvals = new Map<string, number>();
  const listener = getRequestListener(async (request) => {
    onMoment();
    const response = await verify.app.fetch(request);
    if (request.method === "POST" && response.ok && request.url.includes("/Verifications/")) {
      const { sid } = (await response.clone().json()) as { sid: string };
      approvals.set(sid, (approvals.get(sid) ?? 0) + 1);
    }
    onMoment();
    return response;
  });
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { verify, approvals, server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function send(verify: Verify, to: string): Promise<string> {
  const response = await verify.app.request(`/v2/Services/${FIXED_SERVICE_SID}/Verifications`, {
    method: "POST",
    headers: {
      authorization: `Basic ${btoa(`${STANDARD_KEY.sid}:${STANDARD_KEY.secret}`)}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ To: to, Channel: "sms", CustomCode: "123456" }).toString(),
  });
  return ((await response.json()) as { sid: string }).sid;
}

/** Codes of four kinds: used; used, and sent once more since; never used; used in an enrolment that wrote two records. */
async function prepare(verify: Verify, clock: ManualClock) {
  const begun = clock.now();
  const usedAt = begun + 20_000;
  const sids = [];
  for (let i = 0; i < CODES; i++) sids.push(await send(verify, number(i)));
  clock.advance(40_000);
  for (let i = 1; i < CODES; i += 4) await send(verify, number(i));
  const date = new Date(usedAt).toISOString();
  const records = sids.flatMap<{ log_id: string }>((_, i) => {
    const details = { authenticator: authenticator("sms", number(i)) };
    if (i % 4 === 2) return [];
    if (i % 4 === 3)
      return ["gd_enrollment_complete", "gd_auth_succeed"].map((type) => mfaRecord({ type, date, details }));
    if (i % 8 === 0) return [mfaRecord({ date, details })];
    const prompts = [phonePrompt({ completedAt: usedAt })];
    return [loginRecord({ date, user_name: number(i), details: { initiatedAt: begun, prompts } })];
  });
  return { sids, records };
}

function shuffled<Item>(items: Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

test.each([1, 2])(
  "killed fifty times in the middle of records it loses none, and reports none twice or wrongly (seed %i)",
  async (seed) => {
    const random = seeded(seed);
    const folder = mkdtempSync(join(tmpdir(), "receiver-kill-"));
    const clock = new ManualClock(Date.now() - 70_000);
    let receiver: ListeningProcess | undefined;
    let momentsLeft = Number.POSITIVE_INFINITY;
    const { verify, approvals, server, origin } = await servedVerify(clock, () => {
      momentsLeft -= 1;
      if (momentsLeft === 0) receiver?.kill("SIGKILL");
    });
    const { sids, records } = await prepare(verify, clock);
    const start = () => startReceiver(built.folder, join(folder, "queue.db"), variables(origin));
    const ask = (path: string, init: RequestInit) => fetch(`${receiver?.origin}${path}`, init).catch(() => undefined);
    const metrics = async () =>
      (await (await ask("/metrics", { headers: { authorization: METRICS_TOKEN } }))?.text()) ?? "";

    // At least once, in no order: every fifth comes twice.
    const deliveries = shuffled([...records, ...records.filter(() => random() < 0.2)], random);
    receiver = await start();
    for (let kills = 0; deliveries.length > 0; ) {
      if (kills < KILLS) {
        // Either at a moment of a report, or a little after the delivery began.
        if (random() < 0.7) momentsLeft = 1 + Math.floor(random() * 40);
        else setTimeout(receiver.kill, random() * 30, "SIGKILL");
      }
      const body = deliveries
        .slice(0, AT_ONCE)
        .map((record) => `${JSON.stringify(enveloped(record))}\n`)
        .join("");
      const response = await ask("/", { method: "POST", headers: { authorization: TOKEN }, body });
      if (response?.status === 200) deliveries.splice(0, AT_ONCE);
      // The moment is waited for, unless all is reported before it comes.
      while (momentsLeft !== Number.POSITIVE_INFINITY && (await metrics()).includes("log_stream_waiting{")) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      if (kills < KILLS || receiver.hasEnded()) {
        await receiver.end("SIGKILL");
        momentsLeft = Number.POSITIVE_INFINITY;
        kills += 1;
        receiver = await start();
      }
    }
    for (let shown = ""; shown === "" || shown.includes("log_stream_waiting{"); shown = await metrics()) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const shown = await metrics();
    await receiver.end("SIGTERM");
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true });

    const statuses = sids.map((sid) => verify.store.verification(sid)?.status);
    expect(statuses).toEqual(sids.map((_, i) => (i % 4 === 0 || i % 4 === 3 ? "approved" : "pending")));
    expect(Math.max(...approvals.values())).toBe(1);
    const counted = (outcome: string) =>
      Number(new RegExp(`^log_stream_reports_total\\{.*outcome="${outcome}"\\} (\\d+)$`, "m").exec(shown)?.[1] ?? 0);
    expect(counted("approved") + counted("approved:presumed")).toBe(CODES / 2);
    expect(counted("skipped:newer-code")).toBe(CODES / 4);
    expect(counted("skipped:not-pending")).toBe(CODES / 4);
    expect(shown).toContain(`result="queued"} ${records.length}\n`);
  },
  300_000,
);
