import fc from "fast-check";
import { ManualClock } from "../../src/support/clock";
import { createVerify, FIXED_SERVICE_SID, STANDARD_KEY } from "../../src/twilio";
import { verifySeeds } from "../support/fixed-credentials";
import { NUMBER, OTHER_NUMBER } from "./support/serve";

const LIFETIME_MS = 600_000;
const VERIFICATIONS = `/v2/Services/${FIXED_SERVICE_SID}/Verifications`;

/** What a recipient may expect by Twilio's documentation: how long a verification is pending, and how often it was sent. */
interface Expected {
  pendingUntil: number;
  sends: number;
}

const step = fc.oneof(
  fc.record({ kind: fc.constant("send" as const), to: fc.constantFrom(NUMBER, OTHER_NUMBER) }),
  fc.record({
    kind: fc.constant("report" as const),
    to: fc.constantFrom(NUMBER, OTHER_NUMBER),
    status: fc.constantFrom("approved", "canceled"),
  }),
  fc.record({ kind: fc.constant("wait" as const), ms: fc.constantFrom(1000, 200_000, LIFETIME_MS) }),
);

it("approves what is pending and nothing else, and converts one attempt for each approval", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const clock = new ManualClock();
      const verify = createVerify({ ...verifySeeds, clock });
      const post = async (path: string, form: Record<string, string>) => {
        const authorization = `Basic ${btoa(`${STANDARD_KEY.sid}:${STANDARD_KEY.secret}`)}`;
        const body = new URLSearchParams(form);
        return (await verify.app.request(path, { method: "POST", headers: { authorization }, body })).status;
      };
      const expected = new Map<string, Expected>();
      let approvals = 0;
      for (const now of steps) {
        if (now.kind === "wait") {
          clock.advance(now.ms);
          continue;
        }
        const known = expected.get(now.to);
        const pending = known && clock.now() < known.pendingUntil ? known : undefined;
        if (now.kind === "send") {
          const status = await post(VERIFICATIONS, { To: now.to, Channel: "sms" });
          expect(status).toBe(pending?.sends === 5 ? 429 : 201);
          if (!pending) expected.set(now.to, { pendingUntil: clock.now() + LIFETIME_MS, sends: 1 });
          else if (status === 201) pending.sends += 1;
        } else {
          expect(await post(`${VERIFICATIONS}/${now.to}`, { Status: now.status })).toBe(pending ? 200 : 404);
          if (pending && now.status === "approved") approvals += 1;
          expected.delete(now.to);
        }
      }
      const { attempts, messages, requests } = verify.store;
      expect(attempts.filter(({ converted }) => converted)).toHaveLength(approvals);
      expect(requests.filter(({ approval }) => approval)).toHaveLength(approvals);
      expect(messages).toHaveLength(attempts.length);
    }),
    { numRuns: 60 },
  );
});
