/** A record of MFA by phone, as Auth0 writes it; `changes` replace its fields, `details` and all. */
export function mfaRecord(changes: Record<string, unknown> = {}) {
  const logId = `900${Math.random().toString().slice(2)}`;
  return {
    log_id: logId,
    type: "gd_auth_succeed",
    date: "2026-01-01T00:00:10.000Z",
    description: "Guardian - Second factor authentication succeeded",
    tenant_name: "acme-dev",
    environment_name: "prod-us-1",
    ip: "192.0.2.1",
    user_id: "auth0|1",
    details: { authenticator: authenticator("sms", "+12025550101") },
    ...changes,
  };
}

export function authenticator(type: unknown, number?: unknown) {
  return { id: "sms|dev_1", type, ...(number !== undefined && { phone_number: number }) };
}

/** A record of a login that began with a code by SMS. */
export function loginRecord(changes: Record<string, unknown> = {}) {
  return {
    ...mfaRecord(),
    type: "s",
    description: "Success",
    date: "2026-01-01T00:00:12.000Z",
    strategy: "sms",
    strategy_type: "passwordless",
    connection: "sms",
    user_id: "sms|1",
    user_name: "+12025550101",
    details: { initiatedAt: at(1), completedAt: at(12), prompts: [phonePrompt()] },
    ...changes,
  };
}

export function phonePrompt(changes: Record<string, unknown> = {}) {
  return { name: "passwordless", passwordless_amr: "sms", initiatedAt: at(2), completedAt: at(10), ...changes };
}

/** The local Verify's clock begins here; `seconds` after that, in ms. */
export function at(seconds: number): number {
  return Date.parse("2026-01-01T00:00:00.000Z") + seconds * 1000;
}

/** As streams send a record. */
export function enveloped(record: { log_id: string }) {
  return { log_id: record.log_id, data: record };
}
