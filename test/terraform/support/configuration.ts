import { PROVIDER_VERSION } from "../../support/provider-version";

/** An `auth0_action` of a test configuration, in Terraform's names where they differ from the defaults. */
export interface ActionBlock {
  /** Default: the address. */
  name?: string;
  code?: string;
  trigger?: { id: string; version: string };
  runtime?: string | null;
  deploy?: boolean;
  dependencies?: Record<string, string>;
  secrets?: Record<string, string>;
  /** Values by name; each stands in the configuration as an expression. */
  secrets_wo?: Record<string, string>;
  secrets_wo_version?: number;
  timeouts?: { create: string };
  create_before_destroy?: boolean;
}

/** What stands in a test configuration. */
export interface Blocks {
  /** By address. */
  actions?: Record<string, ActionBlock>;
  /** Addresses of the Actions bound to post-login, in order; absent means no binding resource. */
  bound?: string[];
  /** True: the binding resource has create_before_destroy. */
  boundFlag?: boolean;
  data?: Record<string, object>;
  /** Import ids by address. */
  imports?: Record<string, string>;
  moved?: { from: string; to: string };
  outputs?: Record<string, string>;
  /** Ephemeral variables without a default. */
  variables?: string[];
  /** The same with an empty string as default. */
  optionalVariables?: string[];
}

/** The code that most of the recordings have. */
export function codeOf(name: string): string {
  return `exports.onExecutePostLogin = async (event, api) => { /* ${name} */ };`;
}

function pairs(values: Record<string, string> | undefined, second: string): object[] {
  return Object.entries(values ?? {}).map(([name, value]) => ({ name, [second]: value }));
}

function action(address: string, block: ActionBlock): object {
  const { name = address, trigger = { id: "post-login", version: "v3" }, runtime = "node22" } = block;
  return {
    name,
    code: block.code ?? codeOf(name),
    deploy: block.deploy ?? true,
    supported_triggers: [trigger],
    ...(runtime === null ? {} : { runtime }),
    dependencies: pairs(block.dependencies, "version"),
    secrets: pairs(block.secrets, "value"),
    secrets_wo: pairs(block.secrets_wo, "value"),
    ...(block.secrets_wo_version === undefined ? {} : { secrets_wo_version: block.secrets_wo_version }),
    ...(block.timeouts === undefined ? {} : { timeouts: block.timeouts }),
    ...(block.create_before_destroy ? { lifecycle: { create_before_destroy: true } } : {}),
  };
}

function mapped<T, U>(values: Record<string, T> | undefined, change: (key: string, value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, change(key, value)]));
}

/** Without what is empty: Terraform takes an empty object for a block without its label. */
function filled(blocks: Record<string, object>): Record<string, object> {
  return Object.fromEntries(Object.entries(blocks).filter(([, block]) => Object.keys(block).length > 0));
}

/** Terraform's JSON for the blocks, with the provider on `domain`. */
export function configuration(domain: string, blocks: Blocks): string {
  const { actions = {}, bound, imports = {} } = blocks;
  const list = (bound ?? []).map((address) => ({
    id: `\${auth0_action.${address}.id}`,
    display_name: actions[address]?.name ?? address,
  }));
  const required = (blocks.variables ?? []).map((name) => [name, { ephemeral: true }]);
  const optional = (blocks.optionalVariables ?? []).map((name) => [name, { ephemeral: true, default: "" }]);
  const lifecycle = blocks.boundFlag ? { lifecycle: { create_before_destroy: true } } : {};
  const bindings = bound === undefined ? {} : { login: { trigger: "post-login", actions: list, ...lifecycle } };
  return JSON.stringify({
    terraform: { required_providers: { auth0: { source: "auth0/auth0", version: PROVIDER_VERSION } } },
    provider: { auth0: { domain } },
    ...filled({
      variable: Object.fromEntries([...required, ...optional]),
      resource: filled({ auth0_action: mapped(actions, action), auth0_trigger_actions: bindings }),
      data: filled({ auth0_action: blocks.data ?? {} }),
      import: Object.entries(imports).map(([to, id]) => ({ to, id })),
      moved: blocks.moved === undefined ? [] : [blocks.moved],
      output: mapped(blocks.outputs, (_name, value) => ({ value })),
    }),
  });
}
