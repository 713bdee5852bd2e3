import { restoreSignIns } from "../auth0/oidc";
import { FACTORS } from "../auth0/store/guardian";
import type { LocalTenant } from "../auth0/tenant";
import type { StateOwner } from "./state-owner";
import type { TenantState } from "./tenant-state";

/** What a state is brought into. */
export type Restorable = Pick<StateOwner, "tenant" | "engine" | "signIns" | "clock">;

/**
 * Brings a tenant that has nothing of its own yet to a state. Its credentials are those that the tenant was started with.
 * Throws for what the tenant refuses.
 */
export function restore({ tenant, engine, signIns, clock }: Restorable, state: TenantState): void {
  // Never back: what was made by a later clock would be from the future.
  clock.advance(Math.max(0, (state.clockAheadMs ?? 0) - clock.aheadMs));
  engine.users.replaceAll(state.users);
  engine.sessions.restore(structuredClone(state.sessions ?? []));
  if (state.signIns) restoreSignIns(signIns, state.signIns);
  restoreSettings(tenant, state);
  restoreClients(tenant, state);
  restoreActions(tenant, state);
  const current = tenant.phoneProvider.current();
  if (state.phoneProvider && current) tenant.phoneProvider.delete(current.id);
  if (state.phoneProvider) tenant.phoneProvider.create(state.phoneProvider);
  for (const stream of state.logStreams) tenant.logStreams.create(stream);
}

function restoreSettings(tenant: LocalTenant, state: TenantState): void {
  tenant.settings.replace(state.settings);
  const { policies, messageTypes, factors } = state.guardian;
  Object.assign(tenant.guardian, { policies, messageTypes });
  for (const factor of FACTORS) tenant.guardian.setEnabled(factor, factors[factor] === true);
  for (const [path, document] of Object.entries(state.documents ?? {})) tenant.documents.set(path, document);
  if (state.riskAssessments) tenant.riskAssessments = { ...state.riskAssessments };
}

function restoreClients(tenant: LocalTenant, { clients, grants }: TenantState): void {
  for (const { keys, ...client } of clients) {
    const { clientId } = client;
    const made = keys.map((key) => tenant.clientCredentials.create(clientId, key).id);
    tenant.clients.create({
      ...client,
      assertionCredentials: made.length === 0 ? client.assertionCredentials : made,
    });
  }
  for (const grant of grants) {
    const { clientId, subjectType } = grant;
    if (tenant.clientGrants.list({ clientId, subjectType }).length === 0) tenant.clientGrants.create(grant);
  }
}

function restoreActions(tenant: LocalTenant, { actions, bindings }: TenantState): void {
  for (const { key: id, deployed, secrets, ...action } of actions) {
    const values = secrets.flatMap((secret) => ("value" in secret ? { name: secret.name, value: secret.value } : []));
    tenant.actions.create({ ...action, id, secrets: values }, { by: "state" });
    if (deployed !== false && tenant.actions.status(tenant.actions.get(id)) === "built")
      tenant.actions.deploy(id, { by: "state" });
  }
  for (const { trigger, actions } of bindings) {
    const there = actions.filter(({ id }) => tenant.actions.liveVersion(tenant.actions.get(id)));
    tenant.bindings.replace(
      trigger,
      there.map(({ id, displayName }) => ({ ref: { type: "action_id", value: id }, displayName })),
    );
  }
}
