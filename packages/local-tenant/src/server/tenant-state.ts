import type { Application, ClientGrant, LogStream, PhoneProvider } from "../auth0/store/entities";
import { FACTORS } from "../auth0/store/guardian";
import { TRIGGERS } from "../auth0/store/triggers";
import type { NewUser } from "../auth0/users";
import type { ActionDocument, GuardianDocument } from "../sources/document";
import type { TenantCredentials } from "./credentials";
import type { LocalTenantServer } from "./local-tenant";

/** What of a tenant outlives its process, secrets included. */
export interface TenantState {
  version: 1;
  /** The control API's token is new at each start. */
  credentials: Omit<TenantCredentials, "controlToken">;
  users: NewUser[];
  /** Those that no source brought, `key` being the id. */
  actions: ActionDocument[];
  bindings: { trigger: string; actions: { id: string; displayName: string }[] }[];
  clients: (Application & { keys: { name?: string | undefined; pem: string; alg: "RS256" | "RS384" | "PS256" }[] })[];
  grants: ClientGrant[];
  phoneProvider: PhoneProvider | undefined;
  logStreams: LogStream[];
  settings: Record<string, unknown>;
  guardian: GuardianDocument;
}

/** The state of a running tenant. What a source brought is left out: it is read anew. */
export function stateOf(server: LocalTenantServer): TenantState {
  const { tenant, credentials, engine } = server;
  const loaded = server.describe().loaded;
  const { guardian, phoneProvider } = tenant;
  const provider = phoneProvider.current();
  return {
    version: 1,
    credentials: { client: credentials.client, verify: credentials.verify },
    users: engine.users.all(),
    actions: tenant.actions
      .list()
      .filter(({ id }) => !loaded.includes(id))
      .map((action) => ({
        key: action.id,
        name: action.name,
        code: action.code,
        trigger: action.trigger,
        runtime: action.runtime,
        dependencies: [...action.dependencies],
        secrets: action.secrets.map(({ name, value }) => ({ name, value })),
        deployed: tenant.actions.liveVersion(action) !== undefined,
      })),
    bindings: TRIGGERS.filter(({ bindingPolicy }) => bindingPolicy === "trigger-bound").flatMap(({ id: trigger }) => {
      const own = tenant.bindings.list(trigger).filter(({ actionId }) => !loaded.includes(actionId));
      const actions = own.map(({ actionId: id, displayName }) => ({ id, displayName }));
      return actions.length > 0 ? [{ trigger, actions }] : [];
    }),
    clients: tenant.clients.list().map((client) => ({
      ...client,
      keys: tenant.clientCredentials
        .list(client.clientId)
        .filter(({ id }) => client.assertionCredentials?.includes(id))
        .map(({ name, publicKey, alg }) => ({
          ...{ name, alg, pem: publicKey.export({ type: "spki", format: "pem" }).toString() },
        })),
    })),
    grants: tenant.clientGrants.list(),
    phoneProvider: provider && !loaded.includes(provider.id) ? provider : undefined,
    logStreams: tenant.logStreams.list(),
    settings: tenant.settings.get(),
    guardian: {
      policies: guardian.policies,
      messageTypes: guardian.messageTypes,
      factors: Object.fromEntries(FACTORS.map((factor) => [factor, guardian.isEnabled(factor)])),
    },
  };
}

/** Brings a tenant that has just started to a state. Its credentials are those that the tenant was started with. */
export function restore({ tenant, engine }: LocalTenantServer, state: TenantState): void {
  engine.users.replaceAll(state.users);
  tenant.settings.patch(state.settings);
  const { policies, messageTypes, factors } = state.guardian;
  Object.assign(tenant.guardian, { policies, messageTypes });
  for (const factor of FACTORS) tenant.guardian.setEnabled(factor, factors[factor] === true);
  for (const { keys, ...client } of state.clients) {
    const assertionCredentials =
      keys.length === 0
        ? client.assertionCredentials
        : keys.map((key) => {
            return tenant.clientCredentials.create(client.clientId, key).id;
          });
    tenant.clients.create({ ...client, assertionCredentials });
  }
  for (const grant of state.grants) {
    if (!tenant.clientGrants.list().some(({ clientId }) => clientId === grant.clientId))
      tenant.clientGrants.create(grant);
  }
  for (const { key: id, deployed, secrets, ...action } of state.actions) {
    const values = secrets.flatMap((secret) => ("value" in secret ? { name: secret.name, value: secret.value } : []));
    tenant.actions.create({ ...action, id, secrets: values }, { by: "state" });
    if (deployed !== false && tenant.actions.status(tenant.actions.get(id)) === "built")
      tenant.actions.deploy(id, { by: "state" });
  }
  for (const { trigger, actions } of state.bindings) {
    const there = actions.filter(({ id }) => tenant.actions.liveVersion(tenant.actions.get(id)));
    tenant.bindings.replace(
      trigger,
      there.map(({ id, displayName }) => ({ ref: { type: "action_id", value: id }, displayName })),
    );
  }
  const current = tenant.phoneProvider.current();
  if (state.phoneProvider && current) tenant.phoneProvider.delete(current.id);
  if (state.phoneProvider) tenant.phoneProvider.create(state.phoneProvider);
  for (const stream of state.logStreams) tenant.logStreams.create(stream);
}
