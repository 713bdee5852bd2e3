import { formatLog } from "../../packages/local-tenant/src/auth0/management/resources/logs/document";
import { setUp } from "../../packages/local-tenant/test/login/support";
import { scenarios } from "../../packages/local-tenant/test/logs/scenarios";
import { toLogRecord } from "../../packages/log-stream-receiver/src/records/log-record";
import { usedCodeOf } from "../../packages/log-stream-receiver/src/records/used-code-of";

/** What the receiver makes of each record of a login that the local tenant performs, but for types that it never reads. */
async function judged(name: string): Promise<string[]> {
  const { actions = [], run } = scenarios[name]!;
  const { tenant, ...parts } = setUp(...actions);
  await run({ tenant, ...parts });
  return tenant.logs.list().flatMap((entry) => {
    const record = toLogRecord({ log_id: entry.id, data: formatLog(entry, tenant) })!;
    const code = usedCodeOf(record, Number.MAX_SAFE_INTEGER);
    if ("e164" in code) return [`${record.type} counts`];
    return code.notCounted === "other-type" ? [] : [`${record.type} ${code.notCounted}`];
  });
}

const NOTHING: string[] = [];
const expected: Record<string, string[]> = {
  "a code by SMS": ["s counts"],
  // A database account: its record does not hold the number.
  "a code by a call": ["s other-connection"],
  "a code by e-mail": ["s no-phone-code"],
  "a wrong code, then another": ["s counts"],
  "a code that the provider refuses": NOTHING,
  "a password": ["s no-phone-code"],
  "a passkey": ["s no-phone-code"],
  "single sign-on": ["s counts", "s no-phone-code"],
  "silent authentication": ["s counts"],
  "a refresh token": ["s counts"],
  "a denial after a code by SMS": NOTHING,
  "an abandoned login": NOTHING,
  "MFA by SMS": ["gd_auth_succeed counts", "s no-phone-code"],
  "MFA by a call": ["gd_auth_succeed counts", "s no-phone-code"],
  "MFA by tenant policy": ["gd_auth_succeed counts", "s no-phone-code"],
  "MFA that an Action denies": ["gd_auth_succeed counts"],
  "ten wrong MFA codes and one more": NOTHING,
  "MFA by an authenticator app": ["gd_auth_succeed other-factor", "s no-phone-code"],
  "MFA by e-mail": ["gd_auth_succeed other-factor", "s no-phone-code"],
  "MFA by a push notification": ["gd_auth_succeed other-factor", "s no-phone-code"],
  "enrolment of a phone": ["gd_enrollment_complete counts", "s no-phone-code"],
  "enrolment of a phone, logged as a success too": [
    "gd_enrollment_complete counts",
    "gd_auth_succeed counts",
    "s no-phone-code",
  ],
};

test.each(Object.entries(expected))("judges the local tenant's records for %s: %j", async (name, counted) => {
  expect(await judged(name)).toEqual(counted);
});

test.each(Object.keys(scenarios))("knows every factor and every passwordless_amr in those for %s", async (name) => {
  expect((await judged(name)).filter((one) => /unknown|no-date|malformed/.test(one))).toEqual([]);
});
