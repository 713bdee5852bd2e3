import { action } from "./action";
import { actionDataSource } from "./action/data-source";
import type { ManagementClient } from "./api/client";
import { client } from "./client";
import { clientDataSource } from "./client/data-source";
import { clientCredentials } from "./client-credentials";
import { clientGrant } from "./client-grant";
import { configure } from "./configure";
import { type Diagnostic, DiagnosticError, diagnosticOf, errorDiagnostic } from "./diagnostics";
import { guardian } from "./guardian";
import { logStream } from "./log-stream";
import { phoneProvider } from "./phone-provider";
import type { Applied, DataSource, ResourceType } from "./resource";
import { resourceBlock, SCHEMA } from "./schema";
import { tenant } from "./tenant";
import { triggerAction } from "./trigger-action";
import { triggerActions } from "./trigger-actions";
import { equal, fromWire, isUnknown, toWire, type ValueMap, withoutWriteOnly, withUnknownComputed } from "./values";

const RESOURCES: Record<string, ResourceType> = {
  auth0_action: action,
  auth0_client: client,
  auth0_client_credentials: clientCredentials,
  auth0_client_grant: clientGrant,
  auth0_guardian: guardian,
  auth0_log_stream: logStream,
  auth0_phone_provider: phoneProvider,
  auth0_tenant: tenant,
  auth0_trigger_action: triggerAction,
  auth0_trigger_actions: triggerActions,
};
const DATA_SOURCES: Record<string, DataSource> = { auth0_action: actionDataSource, auth0_client: clientDataSource };

/** A request or response of the protocol, decoded by the proto file. */
// biome-ignore lint/suspicious/noExplicitAny: the proto file is what types these messages
type Message = any;

function known<T>(types: Record<string, T>, name: string): T {
  const type = types[name];
  if (type !== undefined) return type;
  throw new DiagnosticError(
    errorDiagnostic(
      `${name} is not part of this test double`,
      `The double of the auth0/auth0 provider serves ${Object.keys(RESOURCES).join(", ")} and the data sources ` +
        `${Object.keys(DATA_SOURCES).join(", ")}. ` +
        "Use the real provider for anything else.",
    ),
  );
}

function upgraded(type: string, json: Uint8Array): ValueMap {
  const stored = JSON.parse(Buffer.from(json).toString("utf8")) as ValueMap;
  const block = resourceBlock(type);
  const names = [...Object.keys(block.attributes ?? {}), ...Object.keys(block.block_types ?? {})];
  return Object.fromEntries(names.map((name) => [name, stored[name] ?? null]));
}

function plan(type: string, prior: ValueMap | null, proposed: ValueMap): { planned: ValueMap; replaced: string[] } {
  const block = resourceBlock(type);
  const planned = withoutWriteOnly(proposed, block)!;
  if (prior === null) return { planned: withUnknownComputed(planned, block), replaced: [] };
  const replaced = known(RESOURCES, type).forceNew.filter((name) => {
    return isUnknown(planned[name]) || !equal(prior[name], planned[name]);
  });
  return { planned, replaced };
}

async function apply(
  resource: ResourceType,
  api: ManagementClient,
  prior: ValueMap | null,
  planned: ValueMap | null,
  config: ValueMap | null,
): Promise<Applied> {
  try {
    if (planned === null) {
      await resource.remove(api, prior!);
      return { state: null };
    }
    if (prior === null) return await resource.create(api, planned, config!);
    return await resource.update(api, prior, planned, config!);
  } catch (error) {
    return { state: prior, error };
  }
}

/** The provider's side of the protocol, one function per call. */
export class Provider {
  private stopping = new AbortController();
  private client: ((signal: AbortSignal) => ManagementClient) | undefined;

  private get api(): ManagementClient {
    if (this.client === undefined) throw new Error("The provider was asked to work before it was configured.");
    return this.client(this.stopping.signal);
  }

  /** Calls by name, each a function from request to response; what one throws is answered as a diagnostic. */
  readonly calls: Record<string, (request: Message) => Message> = {
    GetMetadata: () => ({
      resources: Object.keys(SCHEMA.resource_schemas).map((type_name) => ({ type_name })),
      data_sources: Object.keys(SCHEMA.data_source_schemas).map((type_name) => ({ type_name })),
    }),
    PrepareProviderConfig: (request) => ({ prepared_config: request.config }),
    ValidateResourceTypeConfig: (request) => ({
      diagnostics: known(RESOURCES, request.type_name).validate(fromWire(request.config)!),
    }),
    ValidateDataSourceConfig: (request) => ({
      diagnostics: known(DATA_SOURCES, request.type_name).validate(fromWire(request.config)!),
    }),
    UpgradeResourceState: ({ type_name, raw_state }) => ({
      upgraded_state: toWire(upgraded(type_name, raw_state.json)),
    }),
    Configure: (request) => {
      this.client = configure(fromWire(request.config) ?? {}, request.terraform_version);
      return {};
    },
    ReadResource: async (request) => {
      const state = await known(RESOURCES, request.type_name).read(this.api, fromWire(request.current_state)!);
      return { new_state: toWire(state), private: request.private };
    },
    PlanResourceChange: (request) => {
      const proposed = fromWire(request.proposed_new_state);
      if (proposed === null) return { planned_state: toWire(null), planned_private: request.prior_private };
      const { planned, replaced } = plan(request.type_name, fromWire(request.prior_state), proposed);
      return {
        planned_state: toWire(planned),
        planned_private: request.prior_private,
        requires_replace: replaced.map((attribute_name) => ({ steps: [{ attribute_name }] })),
        legacy_type_system: true,
      };
    },
    ApplyResourceChange: async (request) => {
      const resource = known(RESOURCES, request.type_name);
      const [prior, planned, config] = [request.prior_state, request.planned_state, request.config].map(fromWire);
      const { state, error } = await apply(resource, this.api, prior!, planned!, config!);
      const diagnostics: Diagnostic[] = error === undefined ? [] : [diagnosticOf(error)];
      const stored = withoutWriteOnly(state, resourceBlock(request.type_name));
      // Without the flag for what is gone, as the real provider's SDK does it: Terraform words its complaint by it.
      const legacy_type_system = stored !== null;
      return { new_state: toWire(stored), private: request.planned_private, diagnostics, legacy_type_system };
    },
    ImportResourceState: ({ type_name, id }) => ({
      imported_resources: [{ type_name, state: toWire(known(RESOURCES, type_name).imported(id)) }],
    }),
    ReadDataSource: async (request) => ({
      state: toWire(await known(DATA_SOURCES, request.type_name).read(this.api, fromWire(request.config)!)),
    }),
    Stop: () => {
      this.stopping.abort();
      // As the real provider's SDK does it: a call that comes after this one runs as if nothing had been said.
      this.stopping = new AbortController();
      return {};
    },
  };
}
