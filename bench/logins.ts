import { type Sandbox, startSandbox } from "../test/support/sandbox";
import type { Figure } from "./figure";
import { inTurn, median, timed } from "./pairs";
import { type VerifyCall, verifyCaller } from "./verify-calls";

const ROUNDS = 3;
const LOGINS = 400;
const AT_ONCE = 8;
const GOAL = 2.5;

/** Whole logins through the local tenant, each with MFA by phone, against the calls to Verify that they make, made barely. */
export async function logins(): Promise<Figure> {
  const sandbox = await startSandbox();
  try {
    addPeople(sandbox);
    const call = verifyCaller(sandbox.server);
    let reported = 0;
    const round = async () => {
      // Verify keeps the newest requests alone.
      sandbox.verify.reset();
      const ms = await timed(() => atOnce(LOGINS, (worker) => logIn(sandbox, worker)));
      reported += sandbox.verify.store.requests.filter(({ approval }) => approval).length;
      return ms;
    };
    const pairs = await inTurn(ROUNDS, round, () =>
      timed(() => atOnce(LOGINS, (worker) => bareLogin(call, numberOf(AT_ONCE + worker)))),
    );
    const expected = 2 * LOGINS * (ROUNDS + 1);
    const exact = reported === expected;
    const perSecond = LOGINS / (median(pairs.ours) / 1000);
    return {
      what: "local tenant: whole logins with MFA and both reports",
      ours: `${perSecond.toFixed(0)} / s, ${exact ? "both codes of each reported once" : `${reported} reports of ${expected}`}`,
      otherwise: `their four calls to Verify alone: ${(LOGINS / (median(pairs.theirs) / 1000)).toFixed(0)} / s`,
      ratio: pairs.ratio,
      goal: `≤ ${GOAL} × the calls, every code reported once`,
      met: pairs.ratio <= GOAL && exact,
    };
  } finally {
    await sandbox.stop();
  }
}

function numberOf(index: number): string {
  return `+1202555${String(100 + index).padStart(4, "0")}`;
}

function addPeople(sandbox: Sandbox): void {
  for (let index = 0; index < AT_ONCE; index += 1) {
    const phoneNumber = numberOf(index);
    sandbox.users.add({
      handle: `bench-${index}`,
      phone_number: phoneNumber,
      identities: [{ provider: "sms", connection: "sms", user_id: `bench${index}`, isSocial: false }],
      enrollments: [{ type: "phone", phoneNumber }],
    });
  }
}

async function logIn(sandbox: Sandbox, worker: number): Promise<void> {
  const login = await sandbox.complete({ user: `bench-${worker}`, method: "sms" });
  if (login.outcome?.status !== "completed") throw new Error(`A login broke: ${JSON.stringify(login.outcome)}`);
}

/** Two codes sent, each reported. */
async function bareLogin(call: VerifyCall, number: string): Promise<void> {
  for (let code = 0; code < 2; code += 1) {
    await call("Verifications", { To: number, Channel: "sms", CustomCode: "123456" });
    await call(`Verifications/${encodeURIComponent(number)}`, { Status: "approved" });
  }
}

/** `count` in all, by as many workers as are at once. */
async function atOnce(count: number, work: (worker: number) => Promise<void>): Promise<void> {
  let begun = 0;
  const workers = Array.from({ length: AT_ONCE }, async (_, worker) => {
    while (begun < count) {
      begun += 1;
      await work(worker);
    }
  });
  await Promise.all(workers);
}
