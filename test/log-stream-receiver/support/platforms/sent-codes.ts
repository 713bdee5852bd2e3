import { ManualClock } from "../../../../packages/local-tenant/src/support/clock";
import { type Served, serveVerify } from "../../../../packages/local-tenant/test/twilio/support/serve";
import { authenticator, enveloped, mfaRecord } from "../records";

/** A local Verify at which codes were sent a minute ago, whatever the machine's clock says. */
export interface SentCodes extends Served {
  /** SIDs of the verifications, one a code. */
  sids: string[];
  /** In their envelopes: one a code, used half a minute ago. */
  records: { log_id: string }[];
  statuses(): (string | undefined)[];
  /** How many approvals Verify has carried out. */
  approvals(): number;
}

export async function sentCodes(count: number): Promise<SentCodes> {
  const served = await serveVerify({ clock: new ManualClock(Date.now() - 60_000) });
  const numbers = Array.from({ length: count }, (_, i) => `+1202555${String(i).padStart(4, "0")}`);
  const sids: string[] = [];
  for (const to of numbers) sids.push((await served.service.verifications.create({ to, channel: "sms" })).sid);
  const date = new Date(Date.now() - 30_000).toISOString();
  return {
    ...served,
    sids,
    records: numbers.map((number) =>
      enveloped(mfaRecord({ date, details: { authenticator: authenticator("sms", number) } })),
    ),
    statuses: () => sids.map((sid) => served.verify.store.verification(sid)?.status),
    approvals: () => served.verify.store.requests.filter(({ approval }) => approval).length,
  };
}

/** Looks every few ms until it holds; jest's time-out ends it otherwise. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
