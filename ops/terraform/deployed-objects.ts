import {
  bindingAddress,
  logStreamAddress,
  lookupClientAddress,
  lookupCredentialsAddress,
  lookupGrantAddress,
  phoneProviderAddress,
} from "../../stacks/addresses";
import { parseTenantJson } from "../support/tenant-text";

/** What the last apply wrote into the state, regardless of changes outside of Terraform since. */
export interface DeployedObjects {
  /** The provider's attributes by Terraform address. */
  // biome-ignore lint/suspicious/noExplicitAny: the provider's attributes
  actions: ReadonlyMap<string, any>;
  /** The names that other people's Actions had, by their ids. */
  foreign: ReadonlyMap<string, string>;
  /** The trigger's Actions in order; `undefined` when the state holds no binding. */
  bound: { id: string; display_name: string }[] | undefined;
  /** `undefined` when the state holds no phone provider. */
  phoneProvider: { deliveryMethods: string[] } | undefined;
  /** `undefined` when the state holds no log stream. */
  logStream: { name: string; url: string; contentFormat: string; categories: string[] } | undefined;
  /** `undefined` when the state holds no client that looks up numbers. */
  lookupClient: { keyIds: string[]; audience: string; scopes: string[] } | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: Terraform's state is open-ended
type Resource = any;

/** @param text the state's; empty before the first deploy. */
export function deployedObjectsIn(text: string): DeployedObjects {
  const { resources = [] } = text === "" ? {} : parseTenantJson(text);
  const managed = resources.filter(({ mode }: Resource) => mode === "managed");
  const actions = managed.filter(({ type }: Resource) => type === "auth0_action");
  const at = (address: string) => managed.find(({ type, name }: Resource) => `${type}.${name}` === address);
  const trigger = at(bindingAddress);
  const provider = at(phoneProviderAddress);
  const phone = provider && attributesOf(provider);
  const stream = at(logStreamAddress);
  return {
    actions: new Map(
      actions.flatMap((action: Resource) => {
        const attributes = attributesOf(action);
        return attributes === undefined ? [] : [[`${action.type}.${action.name}`, attributes] as const];
      }),
    ),
    foreign: new Map(
      resources
        .filter(({ mode, type }: Resource) => mode === "data" && type === "auth0_action")
        .flatMap((action: Resource) => {
          const { id, name } = attributesOf(action) ?? {};
          return id === undefined ? [] : [[id, name] as const];
        }),
    ),
    bound: trigger && attributesOf(trigger)?.actions,
    phoneProvider: phone && { deliveryMethods: phone.configuration?.[0]?.delivery_methods ?? [] },
    logStream: stream && logStreamFrom(attributesOf(stream)),
    lookupClient: at(lookupClientAddress) && lookupClientFrom(at(lookupCredentialsAddress), at(lookupGrantAddress)),
  };
}

function logStreamFrom(attributes: Resource): DeployedObjects["logStream"] {
  if (attributes === undefined) return undefined;
  const { name, sink, filters } = attributes;
  return {
    name,
    url: sink[0].http_endpoint,
    contentFormat: sink[0].http_content_format,
    categories: (filters ?? []).map((filter: { name: string }) => filter.name),
  };
}

/** A deploy that stopped half way may have made neither of the two. */
function lookupClientFrom(credentials: Resource, grant: Resource): DeployedObjects["lookupClient"] {
  const keys = credentials && attributesOf(credentials)?.private_key_jwt?.[0]?.credentials;
  const { audience, scopes } = (grant && attributesOf(grant)) ?? {};
  if (keys === undefined || audience === undefined) return undefined;
  return { keyIds: keys.map((key: { key_id: string }) => key.key_id), audience, scopes };
}

/** Without what a replacement that failed half way left (deposed). */
function attributesOf({ instances }: Resource) {
  return instances.find((instance: Resource) => instance.deposed === undefined)?.attributes;
}
