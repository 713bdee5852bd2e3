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
import { readStackDocument, type StackDocument } from "../../stacks/stack-document";
import { textOfLiteral } from "../../stacks/terraform-literal";
import { withoutLineBreaks } from "../support/tenant-text";

/** One of our Actions, as a synthesised stack describes it. */
export interface ExpectedAction {
  /** Terraform's, e.g. `auth0_action.mfa_challenge`. */
  address: string;
  /** The name in Auth0. */
  name: string;
  /** The code as it will be in Auth0, byte for byte. */
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

/**
 * Reads `cdk.tf.json` in a stack's folder, so that an artefact made earlier is read the same way as a fresh synth.
 * @throws UserError when there is none.
 */
export function readExpectedStack(folder: string): ExpectedStack {
  return expectedStackIn(readStackDocument(folder));
}

/** The same, of a document that was read already. */
export function expectedStackIn(document: StackDocument): ExpectedStack {
  const { resource, provider } = document;
  const byAddress = new Map(
    Object.entries(resource.auth0_action).map(([name, block]) => {
      const action: ExpectedAction = {
        address: `auth0_action.${name}`,
        name: nameIn(block.name),
        code: textOfLiteral(block.code),
        runtime: block.runtime,
        dependencies: (block.dependencies ?? []).map(({ name, version }) => ({ name, version })),
        secretNames: (block.secrets_wo ?? []).map((secret) => secret.name),
      };
      return [action.address, action] as const;
    }),
  );
  const postLogin = boundIn(document, bindingAddress);
  const [sender] = boundIn(document, phoneBindingAddress) ?? [];
  const resetActions = Object.values(resource.auth0_trigger_action).map(({ action_id }) => addressIn(action_id));
  const ours = [...(postLogin ?? []), ...(sender ? [sender] : [])].map(({ address }) => address);
  return {
    domain: textOfLiteral(provider?.auth0?.[0]?.domain ?? ""),
    actions: [...ours, ...resetActions].flatMap((address) => byAddress.get(address) ?? []),
    order: postLogin?.map(
      ({ address, shown }) => byAddress.get(address)?.name ?? foreignName(document, address) ?? shown,
    ),
    phoneProvider: sender && { action: sender.address, deliveryMethods: deliveryMethodsIn(document) },
    ...logStreamIn(document),
    ...lookupClientIn(document),
    resetActions,
  };
}

/** What one of our lists binds, in order; `undefined` when the stack leaves that trigger alone. */
function boundIn({ resource }: StackDocument, address: string): { address: string; shown: string }[] | undefined {
  return resource.auth0_trigger_actions[resourceName(address)]?.actions.map(({ id, display_name }) => {
    return { address: addressIn(id), shown: nameIn(display_name) };
  });
}

/** `data.auth0_action.x` of a foreign Action is looked up by its name, which is in the document. */
function foreignName({ data }: StackDocument, address: string): string | undefined {
  const looked = data.auth0_action[/^data\.auth0_action\.(.+)$/.exec(address)?.[1] ?? ""];
  return looked && nameIn(looked.name);
}

function deliveryMethodsIn({ resource }: StackDocument): string[] {
  const [configuration] = resource.auth0_phone_provider[resourceName(phoneProviderAddress)]?.configuration ?? [];
  return configuration?.delivery_methods ?? [];
}

function logStreamIn({ resource }: StackDocument): Pick<ExpectedStack, "logStream"> {
  const stream = resource.auth0_log_stream[resourceName(logStreamAddress)];
  const [sink] = stream?.sink ?? [];
  if (stream === undefined || sink === undefined) return {};
  return {
    logStream: {
      name: nameIn(stream.name),
      url: textOfLiteral(sink.http_endpoint),
      contentFormat: sink.http_content_format,
      categories: (stream.filters ?? []).map(({ name }) => name),
    },
  };
}

/** As `parseTenantJson` reads it from the tenant. */
function nameIn(literal: string): string {
  return withoutLineBreaks(textOfLiteral(literal));
}

function lookupClientIn({ resource }: StackDocument): Pick<ExpectedStack, "lookupClient"> {
  const grant = resource.auth0_client_grant[resourceName(lookupGrantAddress)];
  if (resource.auth0_client[resourceName(lookupClientAddress)] === undefined || grant === undefined) return {};
  const [keys] = resource.auth0_client_credentials[resourceName(lookupCredentialsAddress)]?.private_key_jwt ?? [];
  const keyIds = (keys?.credentials ?? []).map(({ pem }) => keyIdOf(pem));
  return { lookupClient: { keyIds, audience: grant.audience, scopes: grant.scopes } };
}

function addressIn(reference: string): string {
  return /^\$\{(.+)\.id\}$/.exec(reference)?.[1] ?? reference;
}
