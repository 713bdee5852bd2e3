import { startSandbox } from "../test/support/sandbox";
import type { Figure } from "./figure";
import { timed } from "./pairs";

const LOGINS = 1500;
const AT_ONCE = 32;

/** Whole logins through the local tenant, each with MFA by phone and both reports over HTTPS. */
export async function logins(): Promise<Figure> {
  const sandbox = await startSandbox();
  try {
    const reported = { approvals: 0, logins: 0 };
    const worker = async (index: number): Promise<void> => {
      const number = `+1202555${String(100 + index).padStart(4, "0")}`;
      const user = sandbox.users.add({
        handle: `bench-${index}`,
        phone_number: number,
        identities: [{ provider: "sms", connection: "sms", user_id: `bench${index}`, isSocial: false }],
        enrollments: [{ type: "phone", phoneNumber: number }],
      });
      while (reported.logins < LOGINS) {
        reported.logins += 1;
        const login = await sandbox.complete({ user: user.handle, method: "sms" });
        if (login.outcome?.status !== "completed") throw new Error(`A login broke: ${JSON.stringify(login.outcome)}`);
      }
    };
    const ms = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, (_, index) => worker(index))));
    const approvals = sandbox.verify.store.requests.filter(({ approval }) => approval).length;
    const perSecond = reported.logins / (ms / 1000);
    const exact = approvals === 2 * reported.logins;
    return {
      what: "local tenant: whole logins with MFA and both reports",
      ours: `${perSecond.toFixed(0)} / s, ${exact ? "both codes of each reported once" : `${approvals} reports of ${2 * reported.logins}`}`,
      otherwise: "-",
      goal: "≥ 300 / s, every one reported, none twice",
      met: perSecond >= 300 && exact,
    };
  } finally {
    await sandbox.stop();
  }
}
