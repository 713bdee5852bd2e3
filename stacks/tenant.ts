import { inspect } from "node:util";
import type { z } from "zod";
import { settingsSchemas } from "./actions";
import { completeBackend } from "./backend";
import { closest } from "./closest";
import { invalidTenants } from "./errors";
import { feedbackProblems } from "./feedback";
import { knownSettings } from "./known-settings";
import { replacedSettings } from "./replaced-settings";
import { actionNames, isLoopback, type Tenant, type TenantConfig, tenantSchema } from "./tenant-schema";

/**
 * Checks the tenants and fills in their defaults.
 * @throws UserError that names every field that is wrong, its value and what to write instead.
 */
export function defineTenants<Name extends string>(configs: Record<Name, TenantConfig>): Record<Name, Tenant> {
  const problems: string[] = Object.keys(configs).length === 0 ? ["there is no tenant: add one"] : [];
  const tenants = {} as Record<Name, Tenant>;
  for (const [name, config] of Object.entries(configs) as [Name, TenantConfig][]) {
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) {
      problems.push(
        `"${name}": a tenant's name must be lower-case letters, digits and dashes, 40 at most; it is the stack's name`,
      );
    }
    const parsed = tenantSchema.safeParse(config, { error: whatToWrite });
    if (parsed.success) {
      tenants[name] = parsed.data;
      problems.push(...crossChecks(name, parsed.data));
    } else {
      problems.push(...parsed.error.issues.flatMap((issue) => describe(name, config, issue)));
    }
  }
  problems.push(...promotionProblems(configs));
  problems.push(...clashes(tenants));
  if (problems.length > 0) throw invalidTenants(problems);
  return tenants;
}

/** A promotion must begin somewhere: each chain of `promotesFrom` ends at a tenant that has none. */
function promotionProblems(configs: Record<string, TenantConfig>): string[] {
  const before = (name: string) => (Object.hasOwn(configs, name) ? configs[name]?.promotesFrom : undefined);
  return Object.keys(configs).flatMap((name) => {
    const from = before(name);
    if (typeof from !== "string") return [];
    if (!Object.hasOwn(configs, from)) {
      return [`${name}.promotesFrom is "${from}": it must be one of ${Object.keys(configs).join(", ")}`];
    }
    const chain = [name];
    for (let at: string | undefined = from; at !== undefined; at = before(at)) {
      if (chain.includes(at)) {
        return [`${name}.promotesFrom is "${from}": ${[...chain, at].join(" from ")} is a cycle. Remove one of them`];
      }
      chain.push(at);
    }
    return [];
  });
}

function crossChecks(name: string, tenant: Tenant): string[] {
  const problems = feedbackProblems(name, tenant);
  const ofPhone = JSON.stringify(tenant.settings.phoneProvider);
  if (tenant.phoneProvider === undefined && ofPhone !== JSON.stringify(settingsSchemas.phoneProvider.parse({}))) {
    problems.push(
      `${name}.settings.phoneProvider has no effect without ${name}.phoneProvider: write phoneProvider: "verify", or remove it`,
    );
  }
  const ofResets = JSON.stringify(tenant.settings.passwordResetFeedback);
  if (!tenant.reportPasswordResets && ofResets !== JSON.stringify(settingsSchemas.passwordResetFeedback.parse({}))) {
    problems.push(
      `${name}.settings.passwordResetFeedback has no effect without ${name}.reportPasswordResets: set it to true, or remove them`,
    );
  }
  for (const key of ["passwordlessFeedback", "mfaFeedback", "phoneProvider", "passwordResetFeedback"] as const) {
    const origin = tenant.settings[key].verifyOrigin;
    if (origin !== undefined && !isLoopback(tenant)) {
      problems.push(
        `${name}.settings.${key}.verifyOrigin is "${origin}", but ${tenant.domain} is not on this machine: its credentials ` +
          "would go to a host other than Twilio's. Remove the setting",
      );
    }
  }
  if (tenant.settings.phoneProvider.messagingServiceSid !== undefined && tenant.credentials !== "api-key") {
    problems.push(
      `${name}.settings.phoneProvider.messagingServiceSid needs credentials "api-key": Twilio's Messages want the account's SID beside the key`,
    );
  }
  const types = tenant.tenantSettings.phoneFactor?.messageTypes ?? [];
  const methods: readonly string[] = tenant.settings.phoneProvider.deliveryMethods;
  for (const type of types) {
    const method = type === "sms" ? "text" : "voice";
    if (tenant.phoneProvider === undefined || methods.includes(method)) continue;
    problems.push(
      `${name}.tenantSettings.phoneFactor.messageTypes names "${type}", which Auth0 refuses: ` +
        `settings.phoneProvider.deliveryMethods lacks "${method}". Add it there, or remove the type`,
    );
  }
  const names = [...tenant.before, ...Object.values(actionNames(tenant)), ...tenant.after];
  for (const repeated of new Set(names.filter((action, index) => names.indexOf(action) !== index))) {
    problems.push(`${name}: the Action "${repeated}" would be bound twice. Name it once in before, after and ours`);
  }
  return problems;
}

/** Tenants that would undo each other's deploys. */
function clashes(tenants: Readonly<Record<string, Tenant>>): string[] {
  const problems: string[] = [];
  const domains = new Map<string, string>();
  const states = new Map<string, string>();
  for (const [name, { domain, backend }] of Object.entries(tenants)) {
    const host = domain.toLowerCase();
    const state = JSON.stringify(completeBackend(name, backend));
    const sameDomain = domains.get(host);
    const sameState = states.get(state);
    if (sameDomain !== undefined) {
      problems.push(
        `${name}.domain is "${domain}", which is ${sameDomain}'s too: each would unbind the other's Actions. ` +
          "Remove one of the two tenants",
      );
    }
    if (sameState !== undefined) {
      problems.push(
        `${name}.backend is ${state}, which is ${sameState}'s too: each would take the other's Actions for its own. ` +
          "Give each tenant a place of its own",
      );
    }
    domains.set(host, name);
    states.set(state, name);
  }
  return problems;
}

const typesInWords: Readonly<Record<string, string>> = {
  array: "a list in brackets",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "an object in braces",
  string: "a string in quotes",
};

/** For values of a wrong type, where a setting has no sentence of its own. */
function whatToWrite(issue: z.core.$ZodRawIssue): string | undefined {
  const type = issue.code === "invalid_type" ? typesInWords[issue.expected] : undefined;
  return type && `must be ${type}`;
}

function describe(name: string, config: unknown, issue: z.core.$ZodIssue): string[] {
  const path = [name, ...issue.path].join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `${path}.${key} ${whyUnknown(issue.path, key)}`);
  }
  const value = issue.path.reduce<unknown>(
    (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
    config,
  );
  return [`${path} is ${value === undefined ? "missing" : withoutLogin(written(value))}: ${issue.message}`];
}

function whyUnknown(path: readonly PropertyKey[], key: string): string {
  const setting = [...path, key].join(".");
  if (Object.hasOwn(replacedSettings, setting)) return `${replacedSettings[setting]}`;
  const meant = closest(key, knownSettings(tenantSchema, path));
  return meant === undefined
    ? "is not a setting. Remove it or correct its name"
    : `is not a setting; did you mean ${meant}?`;
}

/** As written in tenants.ts. Not all of that has a form in JSON. */
function written(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : inspect(value, { depth: 4, breakLength: Infinity });
}

/** A credential that was written into an address must not end in a log: nothing before an `@`, no value behind a `=`. */
function withoutLogin(text: string): string {
  return text.replace(/\/\/[^"\s]*@/g, "//…@").replace(/(\w=)('[^']*'|[^&"'\s]+)/g, "$1…");
}
