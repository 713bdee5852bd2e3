import { LoginEngine } from "../auth0/login";
import { createManagementApi } from "../auth0/management/app";
import { OidcState } from "../auth0/oidc";
import { TenantPhone } from "../auth0/phone";
import { LocalTenant } from "../auth0/tenant";
import { UserStore } from "../auth0/users";
import { ActionInstances } from "../pipeline";
import { restore } from "../state/restore";
import type { TenantState } from "../state/tenant-state";
import { AdjustableClock } from "../support/clock";
import { type FetchApp, type Listening, listen } from "../support/listen";
import { createVerify, type Verify } from "../twilio";
import type { ComparedTenant } from "./compared-tenant";

/** A tenant and a Verify beside the running ones, with their own time, users and logs. Time stands still until it is moved. */
export interface SideTenant {
  clock: AdjustableClock;
  engine: LoginEngine;
  verify: Verify;
  phone: TenantPhone;
  /** How many codes Verify refused to send because five went to that number before (error 60203). */
  readonly refusals: number;
  close(): Promise<void>;
}

/** Starts one on free ports with the same credentials, in the state that is given. */
export async function startSideTenant(server: ComparedTenant, state: TenantState): Promise<SideTenant> {
  const { authority, credentials, engine: running } = server;
  const begin = server.clock.now();
  const clock = new AdjustableClock({ now: () => begin });
  const { account, serviceSid } = credentials.verify;
  const services = [{ sid: serviceSid, accountSid: account.sid }];
  const verify = createVerify({ clock, warn: () => {}, accounts: [account], services });
  const refusals = countRefusals(verify.app as FetchApp);
  const tls = { key: authority.leaf.key, cert: authority.leaf.certificate };
  const instances = new ActionInstances({ ...running.instances.options, clock });
  const users = new UserStore(clock, []);

  let management: FetchApp | undefined;
  const app: FetchApp = { fetch: (request, env) => management!.fetch(request, env) };
  const ends: Listening[] = [];
  try {
    const what = "a tenant to compare with";
    ends.push(await listen(app, { port: 0, what, tls }), await listen(refusals.app, { port: 0, what, tls }));
    // By its address, which needs no look-up: hundreds of connections are opened.
    const [domain, verifyHost] = ends.map(({ address, port }) => `${address}:${port}`) as [string, string];
    const tenant = new LocalTenant({ domain, name: server.tenant.name, clock });
    const phone = new TenantPhone({ tenant, instances });
    const engine = new LoginEngine({ tenant, phone, instances, users });
    management = createManagementApi(tenant, { onRefused: () => {}, users: () => users.all() }) as FetchApp;
    const moved = readdressed(state, server, {
      managementUrl: `https://${domain}`,
      verifyUrl: `https://${verifyHost}`,
    });
    restore({ tenant, engine, signIns: new OidcState(clock), clock }, moved);
    return {
      ...{ clock, engine, verify, phone },
      get refusals() {
        return refusals.count();
      },
      async close() {
        phone.reset();
        await Promise.all(ends.map((end) => end.close()));
      },
    };
  } catch (error) {
    await Promise.all(ends.map((end) => end.close()));
    throw error;
  }
}

/** Actions have the running tenant's addresses in their code or secrets; these tenants have others. */
function readdressed(
  state: TenantState,
  { tenant, verifyUrl }: ComparedTenant,
  own: { managementUrl: string; verifyUrl: string },
): TenantState {
  const there = (url: string) => new RegExp(`${url.replaceAll(/[.]/g, "\\.")}(?![\\w:.])`, "g");
  const moved = (text: string) =>
    text.replace(there(verifyUrl), own.verifyUrl).replace(there(`https://${tenant.domain}`), own.managementUrl);
  const actions = state.actions.map((action) => ({
    ...action,
    code: moved(action.code),
    secrets: action.secrets.map((secret) => ("value" in secret ? { ...secret, value: moved(secret.value) } : secret)),
  }));
  return { ...state, actions };
}

function countRefusals(app: FetchApp): { app: FetchApp; count(): number } {
  let refused = 0;
  return {
    count: () => refused,
    app: {
      fetch: async (request, env) => {
        const response = await app.fetch(request, env);
        if (response.status === 429 && new URL(request.url).pathname.endsWith("/Verifications")) refused += 1;
        return response;
      },
    },
  };
}
