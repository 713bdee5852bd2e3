import { LoginEngine } from "../../auth0/login";
import { OidcState } from "../../auth0/oidc";
import { bindingLimit } from "../../auth0/store/limits";
import { LocalTenant } from "../../auth0/tenant";
import type { LocalTenantServer } from "../../running/local-tenant-server";
import { withOwnCredentials } from "../../state/own-credentials";
import { restore } from "../../state/restore";
import { stateOf } from "../../state/state-of";
import type { TenantState } from "../../state/tenant-state";
import { AdjustableClock } from "../../support/clock";
import { LocalTenantError } from "../../support/local-tenant-error";

/**
 * Brings a running tenant to a state. What its sources brought stays, and so do its credentials; everything else is the
 * state's. Throws a `LocalTenantError` for what the tenant would refuse of it, before anything has changed.
 */
export function replaceState(server: LocalTenantServer, given: TenantState): void {
  const state = usable(server, given);
  clear(server, state);
  restore(server, state);
  server.ensureSender();
  server.changes.tell("actions", "clock");
}

function usable(server: LocalTenantServer, given: TenantState): TenantState {
  try {
    const state = besideSources(server, withOwnCredentials(given, server.credentials));
    rehearse(server, state);
    return state;
  } catch (error) {
    throw new LocalTenantError(`The state can't be restored, and nothing has changed: ${(error as Error).message}`);
  }
}

/** Without the applications that the sources brought, and with the Actions that they bound before its own. */
function besideSources({ tenant, sourced }: LocalTenantServer, state: TenantState): TenantState {
  const names = sourced.clients.flatMap((id) => tenant.clients.find(id)?.name ?? []);
  const bindings = state.bindings.map(({ trigger, actions }) => {
    const there = tenant.bindings.list(trigger).filter(({ actionId }) => sourced.actions.includes(actionId));
    const kept = there.map(({ actionId: id, displayName }) => ({ id, displayName }));
    return { trigger, actions: [...kept, ...actions].slice(0, bindingLimit(trigger)) };
  });
  return { ...state, bindings, clients: state.clients.filter(({ name }) => !names.includes(name)) };
}

/** Restores the state where nothing can be lost, beside what the sources brought. */
function rehearse(server: LocalTenantServer, state: TenantState): void {
  const { domain, name } = server.tenant;
  const tenant = new LocalTenant({ domain, name });
  const engine = new LoginEngine({ tenant, phone: { send: () => Promise.resolve() } });
  const { actions } = stateOf(server, { withLoaded: true });
  const sourced = actions.filter(({ key }) => server.sourced.actions.includes(key));
  const clock = new AdjustableClock();
  restore(
    { tenant, engine, signIns: new OidcState(clock), clock },
    { ...state, actions: [...sourced, ...state.actions] },
  );
}

/** Leaves what the sources brought, and what the tenant made itself. */
function clear(server: LocalTenantServer, { phoneProvider }: TenantState): void {
  const { tenant, sourced } = server;
  const { loaded } = server.describe();
  server.reset();
  for (const { id } of tenant.actions.list()) if (!loaded.includes(id)) tenant.actions.delete(id, true);
  for (const { clientId } of tenant.clients.list()) {
    if (!sourced.clients.includes(clientId)) tenant.clients.delete(clientId);
  }
  for (const { id } of tenant.logStreams.list()) tenant.logStreams.delete(id);
  tenant.documents.clear();
  const current = tenant.phoneProvider.current();
  const isUsed = tenant.bindings.list("custom-phone-provider").length > 0;
  if (current && !loaded.includes(current.id) && !phoneProvider && !isUsed) tenant.phoneProvider.delete(current.id);
}
