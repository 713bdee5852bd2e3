import Ajv, { type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { formatLog } from "../../src/auth0/management/resources/logs/document";
import type { LogEntry } from "../../src/auth0/store/entities";
import type { LocalTenant } from "../../src/auth0/tenant";
/** Auth0's published schemas of the types that the local tenant writes (auth0/docs-v2, logs-schema.json, 092b879e). */
import published from "./auth0-log-schemas.json";

const ajv = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false });
addFormats(ajv);

const schemas = new Map<string, unknown>(Object.entries(published));
const validators = new Map<string, ValidateFunction>();

/** The published types. */
export const publishedTypes: readonly string[] = [...schemas.keys()];

/** Compiled when an entry of its type comes: one suite has entries of a few types only. */
function validatorOf(type: string): ValidateFunction | undefined {
  if (!schemas.has(type)) return undefined;
  const validator = validators.get(type) ?? ajv.compile(closed(schemas.get(type)) as object);
  validators.set(type, validator);
  return validator;
}

/** Auth0's schemas are open. Closed, they also find fields that an entry of its type does not have. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in schema ? { ...copy, unevaluatedProperties: false } : copy;
}

/** What is wrong with an entry, one sentence each. */
export function complaints(entry: LogEntry, tenant: LocalTenant): string[] {
  const document = formatLog(entry, tenant);
  const validate = validatorOf(document.type);
  if (!validate) return [`${document.type} has no published schema here`];
  if (validate(JSON.parse(JSON.stringify(document)))) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${document.type}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
