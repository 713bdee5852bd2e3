import {
  type LocalTenantServer,
  type LoginDocument,
  loginDocument,
  startServer,
} from "../packages/local-tenant/src/server";
import type { Conversion } from "../packages/local-tenant/src/twilio/conversion";
import { sandboxDir } from "./places";

/** The logins that `npm start` shows. */
const demonstrated = [
  {
    title: "Passwordless: a code by SMS is the first factor",
    options: { user: "phone-only", method: "sms" },
  },
  { title: "Password, then MFA by phone", options: { user: "password-phone", method: "password" } },
] as const;

export interface DemonstratedLogin extends LoginDocument {
  title: string;
  user: string;
  method: string;
}

/** Logs in with the Actions that are deployed. */
export async function demonstrate(server: LocalTenantServer): Promise<DemonstratedLogin[]> {
  const logins: DemonstratedLogin[] = [];
  for (const { title, options } of demonstrated) {
    const login = await server.login(options);
    await server.finish(login);
    logins.push({ title, user: options.user, method: options.method, ...loginDocument(login) });
  }
  return logins;
}

/**
 * What Verify makes of the same logins in a tenant of their own without Actions, where the tenant's policy asks for MFA
 * wherever the Actions did, as most tenants have it today.
 */
export async function conversionWithoutActions(withActions: readonly DemonstratedLogin[]): Promise<Conversion> {
  const bare = await startServer({ ports: { management: 0, verify: 0 }, dir: sandboxDir });
  try {
    for (const [index, { options }] of demonstrated.entries()) {
      const challenged = withActions[index]?.timeline.some(({ kind }) => kind === "pause");
      bare.tenant.guardian.policies = challenged ? ["all-applications"] : [];
      await bare.finish(await bare.login(options));
    }
    return bare.conversion();
  } finally {
    await bare.stop();
  }
}
