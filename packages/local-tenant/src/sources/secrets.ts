import { extname } from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import type { ActionDocument, SecretDocument, TenantDocument } from "./document";
import { wrongShape } from "./errors";
import { parseJson, readText } from "./read-file";

/** Values for secrets, and for the input variables of a stack. */
export interface GivenSecrets {
  /** For every Action. */
  shared: Readonly<Record<string, string>>;
  /** By the name of an Action, before those for all. */
  byAction: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const fileSchema = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));

/**
 * Reads a file of secrets: lines `NAME=value`, or JSON with `"NAME": "value"` for every Action and
 * `"Name of an Action": { "NAME": "value" }` for one. Throws a `LocalTenantError` that names the file.
 */
export function readSecretsFile(file: string): GivenSecrets {
  const text = readText(file);
  if (!/^\s*[{[]/.test(text) && extname(file) !== ".json") return { shared: linesOf(text, file), byAction: {} };
  const { data, error } = fileSchema.safeParse(parseJson(text, file));
  if (!data) {
    const [issue] = error.issues;
    throw wrongShape(
      file,
      issue?.path.join(".") || "it",
      issue?.path.length
        ? "must be a text, or an object of texts for one Action"
        : "must be an object of secrets by name",
    );
  }
  const entries = Object.entries(data);
  return {
    shared: Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string")),
    byAction: Object.fromEntries(
      entries.filter((entry): entry is [string, Record<string, string>] => typeof entry[1] !== "string"),
    ),
  };
}

/** What is not a line would be passed over in silence, and the secret called missing. */
function linesOf(text: string, file: string): Record<string, string> {
  const values = parseEnv(text) as Record<string, string>;
  if (Object.keys(values).length > 0 || /^\s*(#.*\s*)*$/.test(text)) return values;
  throw wrongShape(file, "it", "must have lines NAME=value, or be a JSON object");
}

/** Where the values of a document's secrets come from, the first that has one. */
export interface SecretValues {
  /** What a file gives stands before what the source holds. */
  file: GivenSecrets;
  /** What is there for whatever has no value: the local Verify's credentials, then the environment. */
  otherwise: readonly Readonly<Record<string, string | undefined>>[];
}

/** A document with the values that are given for its secrets; those without one stay `missing`. */
export function withSecrets(document: TenantDocument, values: SecretValues): TenantDocument {
  const actions = document.actions.map((action) => ({
    ...action,
    secrets: action.secrets.map((secret) => valued(action, secret, values)),
  }));
  return { ...document, actions };
}

function valued({ name: action }: ActionDocument, secret: SecretDocument, values: SecretValues): SecretDocument {
  const { name } = secret;
  const { byAction, shared } = values.file;
  const given = byAction[action]?.[name] ?? shared[name];
  if (given !== undefined) return { name, value: given };
  if (!("missing" in secret)) return secret;
  const found = values.otherwise.map((from) => from[name]).find((value) => value !== undefined && value !== "");
  return found === undefined ? secret : { name, value: found };
}

/** What has no value, a sentence each; `[]` when nothing is missing. */
export function missingSecrets({ actions }: TenantDocument): string[] {
  return actions.flatMap(({ secrets }) =>
    secrets.flatMap((secret) => ("missing" in secret ? secret.missing.message : [])),
  );
}
