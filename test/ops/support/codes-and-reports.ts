import type { LocalTenantServer } from "../../../packages/local-tenant/src/server";

/** What a local Verify knows of codes and of what it was told about them. */
export interface Tally {
  /** Codes that went out. */
  codes: number;
  /** Reports that came in, also those that were refused. */
  reports: number;
  /** Reports that made a code count as used. */
  accepted: number;
}

/** Preflight's question about a verification that can't exist is no report. */
export function tally({ verify }: LocalTenantServer): Tally {
  const { messages, requests } = verify.store;
  const reports = requests.filter(({ operation, addressedBy }) => {
    return operation === "verification/update" && addressedBy?.startsWith("+");
  });
  return {
    codes: messages.length,
    reports: reports.length,
    accepted: reports.filter(({ approval }) => approval).length,
  };
}

/** A login that begins with a code by SMS, and one that begins with a password; both answer MFA with a code. */
export async function logInBothWays(server: LocalTenantServer): Promise<void> {
  for (const options of [
    { user: "phone-only", method: "sms" },
    { user: "password-phone", method: "password" },
  ] as const) {
    const { status } = await server.finish(await server.login(options));
    if (status !== "completed") throw new Error(`The login of ${options.user} is ${status}.`);
  }
}
