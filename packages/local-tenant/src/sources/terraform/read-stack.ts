import { z } from "zod";
import type { Policy } from "../../auth0/store/guardian";
import { LocalTenantError } from "../../support/local-tenant-error";
import { authMethodOf, clientProperties } from "../client-properties";
import {
  type ActionDocument,
  type ClientDocument,
  emptyDocument,
  type SecretDocument,
  type TenantDocument,
} from "../document";
import { triggerMissing } from "./errors";
import { Evaluator } from "./evaluator";
import { type Resource, resources } from "./resources";
import { addressInMessages, type Block, blocks, onceEach, type StackDocument } from "./stack-document";

const POLICIES: Readonly<Record<string, readonly Policy[]>> = {
  never: [],
  "all-applications": ["all-applications"],
  "confidence-score": ["confidence-score"],
};

/** Factors that a stack turns on or off by an argument of their own. */
const FLAGS = { email: "email", otp: "otp", recovery_code: "recovery-code" } as const;

/** Factors that a stack turns on or off by a block of their own. */
const BLOCKS = {
  push: "push-notification",
  duo: "duo",
  webauthn_roaming: "webauthn-roaming",
  webauthn_platform: "webauthn-platform",
} as const;

/** Resource types that are read, and one that has nothing to do in a tenant. */
const known = new Set([
  "terraform_data",
  "auth0_action",
  "auth0_trigger_actions",
  "auth0_phone_provider",
  "auth0_trigger_action",
  "auth0_tenant",
  "auth0_guardian",
  "auth0_client",
  "auth0_client_credentials",
  "auth0_client_grant",
]);

/**
 * Reads a stack in Terraform's JSON syntax. `variables` are the values of its input variables, secrets included.
 * Throws a `LocalTenantError` for what only Terraform can evaluate and for a variable without a value, except in a secret,
 * which is then missing.
 */
export function readStack(stack: StackDocument, variables: Readonly<Record<string, string>>): TenantDocument {
  return new StackReader(stack, variables).read();
}

class StackReader {
  readonly #evaluator: Evaluator;
  readonly #notes: string[] = [];

  constructor(
    private readonly stack: StackDocument,
    variables: Readonly<Record<string, string>>,
  ) {
    this.#evaluator = new Evaluator(stack, variables, (reference) => this.#attribute(reference));
  }

  read(): TenantDocument {
    const { stack } = this;
    return {
      ...emptyDocument(),
      actions: resources(stack, "auth0_action").map(([address, block]) => this.#action(address, block)),
      lookups: this.#lookups(),
      bindings: [...this.#lists(), ...this.#appended()],
      guardian: this.#guardian(),
      phoneProvider: this.#phoneProvider(),
      logStreams: resources(stack, "auth0_log_stream").flatMap(([address, { name, type, sink }]) =>
        sink.map(({ http_endpoint: endpoint }) => ({
          name: this.#evaluator.string(name, `${address}.name`),
          type,
          endpoint: endpoint ? this.#evaluator.string(endpoint, `${address}.sink.http_endpoint`) : undefined,
          sink: undefined,
        })),
      ),
      settings: Object.assign({}, ...resources(stack, "auth0_tenant").map(([, block]) => given(block))),
      clients: this.#clients(),
      skipped: Object.keys(stack.resource ?? {}).filter((type) => !known.has(type)),
      notes: this.#notes,
    };
  }

  #action(address: string, block: Resource<"auth0_action">): ActionDocument {
    const shown = addressInMessages(address, block);
    const text = (value: string, attribute: string) => this.#evaluator.string(value, `${shown}.${attribute}`);
    const [trigger] = block.supported_triggers;
    if (!trigger) throw triggerMissing(shown);
    return {
      key: address,
      name: text(block.name, "name"),
      code: text(block.code, "code"),
      trigger: { id: trigger.id, version: trigger.version },
      runtime: block.runtime ?? undefined,
      dependencies: block.dependencies.map(({ name, version }) => ({ name, version })),
      secrets: [...block.secrets, ...block.secrets_wo].map(({ name, value }) =>
        this.#secret(name, value, `${shown}.secret ${name}`),
      ),
    };
  }

  #secret(name: string, value: unknown, where: string): SecretDocument {
    if (typeof value !== "string") return { name, missing: new LocalTenantError(`${where} has no value.`) };
    const [, client] = /^auth0_client\.(.+)\.client_id$/.exec(this.#evaluator.reference(value) ?? "") ?? [];
    if (client && this.stack.resource?.auth0_client?.[client]) return { name, client: `auth0_client.${client}` };
    try {
      return { name, value: this.#evaluator.string(value, where) };
    } catch (error) {
      if (error instanceof LocalTenantError) return { name, missing: error };
      throw error;
    }
  }

  #lookups() {
    return Object.entries(this.stack.data?.auth0_action ?? {}).flatMap(([name, block]) => {
      const key = `data.auth0_action.${name}`;
      return typeof block.name === "string" ? [{ key, name: this.#evaluator.string(block.name, `${key}.name`) }] : [];
    });
  }

  #lists() {
    return resources(this.stack, "auth0_trigger_actions").map(([address, block]) => {
      const where = `${addressInMessages(address, block)}.actions`;
      return {
        trigger: block.trigger,
        actions: block.actions.map((entry) => ({
          action: this.#bound(entry.id, `${where} ${JSON.stringify(entry.display_name)}.id`),
          displayName: this.#evaluator.string(entry.display_name, `${where}.display_name`),
        })),
      };
    });
  }

  #appended() {
    return resources(this.stack, "auth0_trigger_action").map(([address, block]) => {
      const where = addressInMessages(address, block);
      const { trigger, action_id: id, display_name: name } = block;
      const displayName = name ? this.#evaluator.string(name, `${where}.display_name`) : undefined;
      return { trigger, append: true, actions: [{ action: this.#bound(id, `${where}.action_id`), displayName }] };
    });
  }

  #bound(id: string, where: string): { key: string } | { id: string } {
    const key = this.#evaluator.reference(id)?.replace(/\.id$/, "") ?? "";
    const [type, name = ""] = key.replace(/^data\./, "").split(".");
    const there = key.startsWith("data.") ? this.stack.data : this.stack.resource;
    // A reference that leads nowhere is the evaluator's to refuse.
    return type === "auth0_action" && there?.auth0_action?.[name] ? { key } : { id: this.#evaluator.string(id, where) };
  }

  #guardian() {
    const guardian: TenantDocument["guardian"] = { factors: {} };
    for (const [, block] of resources(this.stack, "auth0_guardian")) {
      const { policy, phone, ...factors } = given(block);
      const policies = POLICIES[policy ?? ""];
      if (policies) guardian.policies = policies;
      for (const [argument, factor] of Object.entries(FLAGS)) {
        const on = factors[argument];
        if (typeof on === "boolean") guardian.factors[factor] = on;
      }
      for (const [argument, factor] of Object.entries(BLOCKS)) {
        for (const { enabled } of blocks(factors[argument]))
          if (typeof enabled === "boolean") guardian.factors[factor] = enabled;
      }
      for (const { enabled, message_types: types } of phone ?? []) {
        if (typeof enabled === "boolean") guardian.factors.sms = enabled;
        if (types) guardian.messageTypes = types;
      }
    }
    return guardian;
  }

  #phoneProvider() {
    const last = resources(this.stack, "auth0_phone_provider").at(-1);
    if (!last) return undefined;
    const [, { name, disabled, configuration }] = last;
    return { name, disabled: disabled ?? undefined, deliveryMethods: configuration[0]?.delivery_methods ?? [] };
  }

  #clients(): ClientDocument[] {
    const clients = resources(this.stack, "auth0_client").map(([key, block]): ClientDocument => {
      const { name, app_type: appType, grant_types: grantTypes, ...rest } = block;
      return {
        key,
        name: this.#evaluator.string(name, `${addressInMessages(key, block)}.name`),
        appType: appType ?? undefined,
        grantTypes: grantTypes ?? undefined,
        properties: this.#clientProperties(rest),
      };
    });
    for (const [client, block] of this.#ofClients("auth0_client_credentials", clients)) {
      const keys = block.private_key_jwt.flatMap(({ credentials }) => credentials.map(({ pem }) => pem));
      if (keys.length > 0) client.keys = keys;
      else client.authMethod = authMethodOf(block.authentication_method);
    }
    for (const [client, { scopes, audience }] of this.#ofClients("auth0_client_grant", clients)) {
      if (isOfManagementApi(audience)) client.scopes = scopes;
      else this.#notes.push(`${client.name} gets no access to ${audience}: the local tenant has no APIs of your own.`);
    }
    return clients;
  }

  /** Every resource of a type with the client that it belongs to; one whose client is not in the source gets a note. */
  #ofClients<Type extends "auth0_client_credentials" | "auth0_client_grant">(
    type: Type,
    clients: readonly ClientDocument[],
  ): [ClientDocument, Resource<Type>][] {
    return resources(this.stack, type).flatMap(([address, block]) => {
      const key = /^\$\{(.+)\.(?:client_)?id\}$/.exec(block.client_id ?? "")?.[1];
      const client = clients.find((candidate) => candidate.key === key);
      if (client) return [[client, block]];
      this.#notes.push(`${addressInMessages(address, block)} is not loaded: its client is not in the source.`);
      return [];
    });
  }

  /** Without what only Terraform can evaluate: an application runs without it. */
  #clientProperties(block: Block): Record<string, unknown> {
    const entries = Object.entries(clientProperties(onceEach(given(block)))).flatMap(([name, value]) => {
      try {
        return [[name, this.#evaluator.strings(value, name)]];
      } catch (error) {
        if (error instanceof LocalTenantError) return [];
        throw error;
      }
    });
    return Object.fromEntries(entries);
  }

  /** `auth0_action.<name>.name` and the same of a data source: ids are only known once the tenant has the Action. */
  #attribute(reference: string): string | undefined {
    const data = reference.startsWith("data.");
    const [type, name, attribute] = reference.split(".").slice(data ? 1 : 0);
    if (type !== "auth0_action" || !name || attribute !== "name") return undefined;
    const block = (data ? this.stack.data : this.stack.resource)?.auth0_action?.[name];
    return typeof block?.name === "string" ? this.#evaluator.string(block.name, `${type}.${name}.name`) : undefined;
  }
}

/** Whether a grant's audience is the tenant's Management API, whose domain may be an expression. */
function isOfManagementApi(audience: string | null | undefined): boolean {
  return typeof audience !== "string" || /\/api\/v2\/$|\$\{/.test(audience);
}

const lifecycleSchema = z.looseObject({ ignore_changes: z.array(z.string()) });

/** A block without what it tells Terraform to ignore. */
function given<Given extends Block>({ lifecycle, depends_on: _after, ...block }: Given): Partial<Given> {
  const ignored = lifecycleSchema.safeParse(lifecycle).data?.ignore_changes ?? [];
  const kept = Object.entries(block).filter(([argument]) => !ignored.includes(argument) && argument !== "//");
  return Object.fromEntries(kept) as Partial<Given>;
}
