import { z } from "zod";
import {
  bindingAddress,
  logStreamAddress,
  lookupClientAddress,
  lookupGrantAddress,
  phoneProviderAddress,
} from "../../stacks/addresses";
import type { ExpectedAction, ExpectedLogStream, ExpectedLookupClient, ExpectedPhoneProvider } from "./expected-stack";
import { lookupKeyIdsIn } from "./lookup-key-ids";
import { currentAt, currentOf, managedIn, type StateDocument } from "./state-document";

/** What the last apply wrote into the state, regardless of changes outside of Terraform since. */
export interface DeployedObjects {
  /** By Terraform address. */
  actions: ReadonlyMap<string, DeployedAction>;
  /** The names that other people's Actions had, by their ids. */
  foreign: ReadonlyMap<string, string>;
  /** The trigger's Actions in order; `undefined` when the state holds no binding. */
  bound: { id: string; display_name: string }[] | undefined;
  /** `undefined` when the state holds no phone provider. */
  phoneProvider: Pick<ExpectedPhoneProvider, "deliveryMethods"> | undefined;
  /** `undefined` when the state holds no log stream. */
  logStream: ExpectedLogStream | undefined;
  /** `undefined` when the state holds no client that looks up numbers. */
  lookupClient: ExpectedLookupClient | undefined;
}

export interface DeployedAction extends ExpectedAction {
  /** In Auth0. */
  id: string;
}

const action = z.looseObject({
  id: z.string(),
  name: z.string(),
  code: z.string(),
  runtime: z.string(),
  dependencies: z.array(z.object({ name: z.string(), version: z.string() })).nullish(),
  secrets_wo: z.array(z.looseObject({ name: z.string() })).nullish(),
});
const foreignAction = z.looseObject({ id: z.string().nullish(), name: z.string().nullish() });
const trigger = z.looseObject({ actions: z.array(z.object({ id: z.string(), display_name: z.string() })) });
const phoneProvider = z.looseObject({
  configuration: z.array(z.looseObject({ delivery_methods: z.array(z.string()).nullish() })).nullish(),
});
const logStream = z.looseObject({
  name: z.string(),
  sink: z.tuple([z.looseObject({ http_endpoint: z.string(), http_content_format: z.string() })]),
  filters: z.array(z.looseObject({ name: z.string() })).nullish(),
});
const grant = z.looseObject({ audience: z.string(), scopes: z.array(z.string()) });

/** @throws UserError when the state is not as the provider writes it. */
export function deployedObjectsIn(state: StateDocument): DeployedObjects {
  const phone = currentAt(state, phoneProviderAddress, phoneProvider);
  return {
    actions: new Map(actionsIn(state).map((found) => [found.address, found])),
    foreign: new Map(foreignNamesIn(state)),
    bound: currentAt(state, bindingAddress, trigger)?.actions,
    phoneProvider: phone && { deliveryMethods: phone.configuration?.[0]?.delivery_methods ?? [] },
    logStream: logStreamIn(state),
    lookupClient: lookupClientIn(state),
  };
}

function actionsIn(state: StateDocument): DeployedAction[] {
  const actions = managedIn(state).filter(({ type }) => type === "auth0_action");
  return actions.flatMap((object) => {
    const found = currentOf(object, action);
    if (found === undefined) return [];
    const { id, name, code, runtime, dependencies, secrets_wo: secrets } = found;
    return [
      {
        ...{ address: object.address, id, name, code, runtime, dependencies: dependencies ?? [] },
        secretNames: (secrets ?? []).map((secret) => secret.name),
      },
    ];
  });
}

function foreignNamesIn({ objects }: StateDocument): [id: string, name: string][] {
  const read = objects.filter(({ mode, type }) => mode === "data" && type === "auth0_action");
  return read.flatMap((object) => {
    const { id, name } = currentOf(object, foreignAction) ?? {};
    return id && name ? [[id, name]] : [];
  });
}

function logStreamIn(state: StateDocument): ExpectedLogStream | undefined {
  const found = currentAt(state, logStreamAddress, logStream);
  if (found === undefined) return undefined;
  const {
    name,
    sink: [{ http_endpoint: url, http_content_format: contentFormat }],
    filters,
  } = found;
  return { name, url, contentFormat, categories: (filters ?? []).map((filter) => filter.name) };
}

/** A deploy that stopped half way may have made neither its credentials nor its grant. */
function lookupClientIn(state: StateDocument): ExpectedLookupClient | undefined {
  if (!managedIn(state).some(({ address }) => address === lookupClientAddress)) return undefined;
  const keyIds = lookupKeyIdsIn(state);
  const granted = currentAt(state, lookupGrantAddress, grant);
  return keyIds && granted && { keyIds, audience: granted.audience, scopes: granted.scopes };
}
