import {
  bindingAddress,
  logStreamAddress,
  lookupClientAddress,
  lookupCredentialsAddress,
  lookupGrantAddress,
  phoneBindingAddress,
  phoneProviderAddress,
  resourceName,
} from "../../stacks/addresses";
import { keyIdOf } from "../../stacks/lookup/public-keys";
import { textOfLiteral } from "../../stacks/terraform-literal";
import { withoutLineBreaks } from "../support/tenant-text";
import { readStackDocument, type StackDocument } from "./stack-document";

/** One of our Actions, as a synthesised stack describes it. */
export interface ExpectedAction {
  /** Terraform's, e.g. `auth0_action.mfa_challenge`. */
  address: string;
  /** The name in Auth0. */
  name: string;
  /** What will stand in Auth0, byte for byte. */
  code: string;
  runtime: string;
  dependencies: { name: string; version: string }[];
  /** In the order in which they are sent; `[]` for an Action without secrets. */
  secretNames: string[];
}

/** Who sends the tenant's phone messages. */
export interface ExpectedPhoneProvider {
  /** The Action's address. */
  action: string;
  /** `text`, `voice`. */
  deliveryMethods: string[];
}

/** The log stream that tells the receiver of logins. */
export interface ExpectedLogStream {
  /** The name in Auth0. */
  name: string;
  url: string;
  /** E.g. `JSONLINES`. */
  contentFormat: string;
  /** Those that it lets through. */
  categories: string[];
}

/** The client that looks up enrolled numbers. */
export interface ExpectedLookupClient {
  /** Of its public keys; `[]` where they were missing at the synth. */
  keyIds: string[];
  audience: string;
  scopes: string[];
}

/** What a synthesised stack brings into a tenant. */
export interface ExpectedStack {
  /** Host, and port where it isn't 443. */
  domain: string;
  /** Those on post-login in pipeline order, then the phone provider's and those of password resets. */
  actions: ExpectedAction[];
  /** Every Action of the post-login trigger by name, ours and others', in order. `undefined`: it leaves the trigger alone. */
  order: string[] | undefined;
  /** Absent where the stack leaves the tenant's phone provider alone. */
  phoneProvider?: ExpectedPhoneProvider;
  /** Absent where the feedback is by Actions alone. */
  logStream?: ExpectedLogStream;
  /** Absent where no number is looked up. */
  lookupClient?: ExpectedLookupClient;
  /** Addresses of the Actions on the trigger of password resets. */
  resetActions: string[];
}

// biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON configuration is open-ended
type Block = any;

/**
 * Reads `cdk.tf.json` in a stack's folder, so that an artefact made earlier is read the same way as a fresh synth.
 * @throws UserError when there is none.
 */
export function readExpectedStack(folder: string): ExpectedStack {
  return expectedStackIn(readStackDocument(folder));
}

/** The same, of a document that was read already. */
export function expectedStackIn(document: StackDocument): ExpectedStack {
  const byAddress = new Map<string, ExpectedAction>();
  for (const [name, block] of Object.entries<Block>(document.resource?.auth0_action ?? {})) {
    const address = `auth0_action.${name}`;
    byAddress.set(address, {
      address,
      name: nameIn(block.name),
      code: textOfLiteral(block.code),
      runtime: block.runtime,
      dependencies: list(block.dependencies),
      secretNames: list(block.secrets_wo).map((secret) => secret.name),
    });
  }
  const bindings: Block = document.resource?.auth0_trigger_actions ?? {};
  const postLogin: Block = bindings[resourceName(bindingAddress)];
  const bound = list(postLogin?.actions).map((entry) => ({
    address: addressIn(entry.id),
    shown: nameIn(entry.display_name),
  }));
  const [sender] = list(bindings[resourceName(phoneBindingAddress)]?.actions).map((entry) => addressIn(entry.id));
  const provider = document.resource?.auth0_phone_provider?.[resourceName(phoneProviderAddress)];
  const resets = Object.values<Block>(document.resource?.auth0_trigger_action ?? {});
  const resetActions = resets.map(({ action_id }) => addressIn(action_id));
  const ours = [...bound.map(({ address }) => address), sender, ...resetActions].filter((one) => one !== undefined);
  return {
    domain: textOfLiteral(list(document.provider?.auth0)[0]?.domain ?? ""),
    actions: ours.flatMap((address) => byAddress.get(address) ?? []),
    order:
      postLogin &&
      bound.map(({ address, shown }) => byAddress.get(address)?.name ?? foreignName(document, address) ?? shown),
    ...(sender !== undefined && { phoneProvider: { action: sender, deliveryMethods: deliveryMethodsOf(provider) } }),
    ...logStreamIn(document.resource?.auth0_log_stream?.[resourceName(logStreamAddress)]),
    ...lookupClientIn(document),
    resetActions,
  };
}

/** `data.auth0_action.x` of a foreign Action is looked up by its name, which stands in the document. */
function foreignName(document: Block, address: string): string | undefined {
  const name = /^data\.auth0_action\.(.+)$/.exec(address)?.[1];
  const looked = name && document.data?.auth0_action?.[name]?.name;
  return looked && nameIn(looked);
}

function deliveryMethodsOf(provider: Block): string[] {
  return [...(list(provider?.configuration)[0]?.delivery_methods ?? [])];
}

function logStreamIn(stream: Block): Pick<ExpectedStack, "logStream"> {
  if (stream === undefined) return {};
  const [sink] = list(stream.sink);
  return {
    logStream: {
      name: nameIn(stream.name),
      url: textOfLiteral(sink.http_endpoint),
      contentFormat: sink.http_content_format,
      categories: list(stream.filters).map(({ name }) => name),
    },
  };
}

/** As `parseTenantJson` reads it from the tenant. */
function nameIn(literal: string): string {
  return withoutLineBreaks(textOfLiteral(literal));
}

function lookupClientIn({ resource }: Block): Pick<ExpectedStack, "lookupClient"> {
  if (resource?.auth0_client?.[resourceName(lookupClientAddress)] === undefined) return {};
  const keys = list(resource.auth0_client_credentials?.[resourceName(lookupCredentialsAddress)]?.private_key_jwt);
  const { audience, scopes } = resource.auth0_client_grant[resourceName(lookupGrantAddress)];
  return {
    lookupClient: { keyIds: list(keys[0]?.credentials).map(({ pem }) => keyIdOf(pem)), audience, scopes: list(scopes) },
  };
}

function addressIn(reference: string): string {
  return /^\$\{(.+)\.id\}$/.exec(reference)?.[1] ?? reference;
}

function list(value: Block): Block[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
