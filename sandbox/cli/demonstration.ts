import { type LocalTenantServer, type LoginDocument, loginDocument } from "../server";
import type { Conversion } from "../server/conversion";

/** The logins that `npm start` shows. */
const demonstrated = [
  {
    title: "Passwordless: a code by SMS is the first factor",
    options: { user: "phone-only", method: "sms", client: "mobile" },
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
 * The same logins in a tenant without Actions, where the policy asks for MFA, as most tenants have it today. Returns
 * what Verify then knows, and leaves no trace.
 */
export async function conversionWithoutFeedback(server: LocalTenantServer): Promise<Conversion> {
  const { guardian } = server.tenant;
  const { policies } = guardian;
  guardian.policies = ["all-applications"];
  try {
    await demonstrate(server);
    return server.conversion();
  } finally {
    guardian.policies = policies;
    server.reset();
  }
}
