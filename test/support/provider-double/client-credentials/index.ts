import type { ManagementClient } from "../api/client";
import { type ApiClient, AUTH_METHODS } from "../client/attributes";
import { errorDiagnostic } from "../diagnostics";
import { orGone } from "../gone";
import type { ResourceType } from "../resource";
import { resourceBlock } from "../schema";
import { emptyObject, isUnknown, items, type ValueMap, withoutUnknown } from "../values";
import { type ApiCredential, credentialAttributes, readCredentials } from "./credentials";
import { credentialChanges, rotationSteps } from "./rotation";

const BLOCK = resourceBlock("auth0_client_credentials");

function credentialsOf(state: ValueMap): ValueMap[] {
  return items(items(state.private_key_jwt)[0]?.credentials);
}

function only(api: ManagementClient, id: unknown, ...fields: string[]): Promise<ApiClient> {
  const query = new URLSearchParams({ fields: fields.join(","), include_fields: "true" });
  return api.call<ApiClient>("GET", `/clients/${id}?${query}`);
}

function list(api: ManagementClient, id: unknown): Promise<ApiCredential[]> {
  return api.call("GET", `/clients/${id}/credentials?include_totals=true&per_page=50`);
}

async function patch(api: ManagementClient, id: unknown, body: object): Promise<void> {
  await only(api, id, "client_id", "app_type");
  await api.call("PATCH", `/clients/${id}`, body);
}

function attach(api: ManagementClient, id: unknown, credentials: readonly string[]): Promise<void> {
  return patch(api, id, {
    client_authentication_methods: {
      private_key_jwt: { credentials: credentials.map((credential) => ({ id: credential })) },
    },
    token_endpoint_auth_method: null,
  });
}

async function create(api: ManagementClient, id: unknown, credential: ValueMap): Promise<string> {
  const { algorithm: alg, name, credential_type, pem, parse_expiry_from_cert, expires_at } = credential;
  const body = { name, credential_type, pem, alg: alg ?? "RS256", parse_expiry_from_cert, expires_at };
  const given = Object.entries(body).filter(([, value]) => value !== null && !isUnknown(value));
  return (await api.call<ApiCredential>("POST", `/clients/${id}/credentials`, Object.fromEntries(given))).id;
}

async function remove(api: ManagementClient, id: unknown, credential: string): Promise<void> {
  await orGone(api.call("DELETE", `/clients/${id}/credentials/${credential}`));
}

async function read(api: ManagementClient, state: ValueMap): Promise<ValueMap | null> {
  const client = await orGone(api.call<ApiClient>("GET", `/clients/${state.id}`));
  if (!client) return null;
  const stored = credentialsOf(state);
  const credentials = (await readCredentials(api, client))?.map((credential) => {
    const byId = stored.find(({ id }) => id === credential.id);
    return credentialAttributes(credential, byId ?? stored.find(({ name }) => (name ?? undefined) === credential.name));
  });
  const fallback = AUTH_METHODS[String(client.app_type)] ?? "client_secret_basic";
  return {
    ...state,
    client_id: client.client_id,
    client_secret: client.client_secret ?? "",
    authentication_method: credentials ? "private_key_jwt" : (client.token_endpoint_auth_method ?? fallback),
    private_key_jwt: credentials ? [{ credentials }] : [],
  };
}

async function rotate(api: ManagementClient, prior: ValueMap, planned: ValueMap): Promise<void> {
  const id = prior.id;
  const changes = credentialChanges(credentialsOf(prior), credentialsOf(planned));
  if (changes.add.length + changes.remove.length > 0) {
    let attached = (await list(api, id)).map((credential) => credential.id);
    for (const step of rotationSteps(changes, attached.length)) {
      if ("detach" in step) {
        attached = attached.filter((credential) => credential !== step.detach);
        await attach(api, id, attached);
        await remove(api, id, step.detach);
      } else {
        attached = [...attached, await create(api, id, step.attach)];
        await attach(api, id, attached);
      }
    }
  }
  for (const { id: credential, at } of changes.expire) {
    await api.call("PATCH", `/clients/${id}/credentials/${credential}`, { expires_at: at });
  }
}

/** `auth0_client_credentials` with private_key_jwt. */
export const clientCredentials: ResourceType = {
  forceNew: ["client_id"],
  validate({ authentication_method: method, private_key_jwt }) {
    if (typeof method === "string" && method !== "private_key_jwt") {
      return [errorDiagnostic(`The test double knows the authentication method private_key_jwt alone, not ${method}`)];
    }
    const missing = `You must define client credentials when setting the authentication method as "private_key_jwt".`;
    return items(private_key_jwt).length > 0 ? [] : [errorDiagnostic("Client Credentials Missing", missing)];
  },
  read,
  async create(api, planned, config) {
    const id = planned.client_id!;
    await only(api, id, "client_id");
    const created: string[] = [];
    for (const credential of credentialsOf(config)) created.push(await create(api, id, credential));
    await attach(api, id, created);
    return { state: await read(api, { ...withoutUnknown(planned), id }) };
  },
  async update(api, prior, planned) {
    await only(api, prior.id, "client_id");
    await rotate(api, prior, planned);
    return { state: await read(api, withoutUnknown(planned)) };
  },
  async remove(api, { id }) {
    const client = await orGone(only(api, id, "client_id", "app_type"));
    if (!client) return;
    const method = AUTH_METHODS[String(client.app_type)] ?? "client_secret_basic";
    const credentials = await list(api, id);
    if (credentials.length === 0) {
      await api.call("PATCH", `/clients/${id}`, { token_endpoint_auth_method: method });
      return;
    }
    await patch(api, id, {
      client_authentication_methods: null,
      signed_request_object: null,
      token_endpoint_auth_method: method,
    });
    for (const credential of credentials) await remove(api, id, credential.id);
  },
  imported: (id) => ({ ...emptyObject(BLOCK), id }),
};
