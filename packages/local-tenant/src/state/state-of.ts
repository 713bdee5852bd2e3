import { rememberedSignIns } from "../auth0/oidc";
import type { Action } from "../auth0/store/entities";
import { FACTORS } from "../auth0/store/guardian";
import { bindableTriggers } from "../auth0/store/triggers";
import type { LocalTenant } from "../auth0/tenant";
import type { ActionDocument } from "../sources/document";
import type { StateOwner } from "./state-owner";
import type { TenantState } from "./tenant-state";

/**
 * The state of a running tenant. What a source brought is left out, because it is read again, unless `withLoaded` asks
 * for it.
 */
export function stateOf(owner: StateOwner, { withLoaded = false } = {}): TenantState {
  const { tenant, credentials, engine, clock, signIns } = owner;
  const loaded = withLoaded ? [] : owner.describe().loaded;
  const isKept = (id: string) => !loaded.includes(id);
  const { guardian } = tenant;
  const provider = tenant.phoneProvider.current();
  return {
    version: 1,
    credentials: { client: credentials.client, verify: credentials.verify },
    clockAheadMs: clock.aheadMs,
    users: engine.users.all(),
    sessions: engine.sessions.all(),
    signIns: rememberedSignIns(signIns),
    actions: tenant.actions
      .list()
      .filter(({ id }) => isKept(id))
      .map((action) => actionDocument(action, tenant)),
    bindings: bindingsOf(tenant, isKept),
    clients: clientsOf(tenant),
    grants: tenant.clientGrants.list(),
    phoneProvider: provider && isKept(provider.id) ? provider : undefined,
    logStreams: tenant.logStreams.list(),
    settings: tenant.settings.get(),
    guardian: {
      policies: guardian.policies,
      messageTypes: guardian.messageTypes,
      factors: Object.fromEntries(FACTORS.map((factor) => [factor, guardian.isEnabled(factor)])),
    },
    documents: Object.fromEntries(tenant.documents),
    riskAssessments: tenant.riskAssessments,
  };
}

function actionDocument(action: Action, { actions }: LocalTenant): ActionDocument {
  const { id, name, code, trigger, runtime, dependencies, secrets } = action;
  return {
    key: id,
    ...{ name, code, trigger, runtime },
    dependencies: [...dependencies],
    secrets: secrets.map(({ name, value }) => ({ name, value })),
    deployed: actions.liveVersion(action) !== undefined,
  };
}

function bindingsOf({ bindings }: LocalTenant, isKept: (id: string) => boolean): TenantState["bindings"] {
  return bindableTriggers.flatMap(({ id: trigger }) => {
    const own = bindings.list(trigger).filter(({ actionId }) => isKept(actionId));
    const actions = own.map(({ actionId: id, displayName }) => ({ id, displayName }));
    return actions.length > 0 ? [{ trigger, actions }] : [];
  });
}

function clientsOf({ clients, clientCredentials }: LocalTenant): TenantState["clients"] {
  return clients.list().map((client) => {
    const used = clientCredentials
      .list(client.clientId)
      .filter(({ id }) => client.assertionCredentials?.includes(id))
      .map(({ name, publicKey, alg }) => {
        return { name, alg, pem: publicKey.export({ type: "spki", format: "pem" }).toString() };
      });
    return { ...client, keys: used };
  });
}
