import { type LocalTenantServer, verifyVariables } from "../server";
import { type GivenSecrets, missingSecrets, readSources, type TenantDocument } from "../sources";
import { merged } from "../sources/merged";
import { documentOf, type Source, type SourceValues, type TenantSource } from "./source";

/**
 * Loads a source in place of the one before, and warns of secrets without a value. Throws a `LocalTenantError` that names the
 * file, or the Action, and what to do.
 */
export function loadSource(
  server: LocalTenantServer,
  source: Source,
  values: SourceValues,
  warn: (sentence: string) => void,
): void {
  const document = read(source, values, verifyVariables(server.credentials.verify));
  for (const sentence of missingSecrets(document)) warn(sentence);
  server.load(document);
}

/** The first path among the sources: packages of Actions are looked for beside it. `undefined`: none is a path. */
export function firstPath(source: Source | undefined): string | undefined {
  return list(source ?? []).find((part) => typeof part === "string");
}

function read(source: Source, { secrets = {}, config }: SourceValues, known: Readonly<Record<string, string>>) {
  const inputs = { environment: process.env, known, secrets: given(secrets), ...(config !== undefined && { config }) };
  const documents = list(source).map(
    (part): TenantDocument => (typeof part === "string" ? readSources([part], inputs) : documentOf(part)),
  );
  return merged([documentOf({}), ...documents]);
}

function given(secrets: NonNullable<SourceValues["secrets"]>): GivenSecrets {
  const shared: Record<string, string> = {};
  const byAction: Record<string, Readonly<Record<string, string>>> = {};
  for (const [name, value] of Object.entries(secrets)) {
    if (typeof value === "string") shared[name] = value;
    else byAction[name] = value;
  }
  return { shared, byAction };
}

function list(source: Source): readonly (string | TenantSource)[] {
  return isList(source) ? source : [source];
}

function isList(source: Source): source is readonly (string | TenantSource)[] {
  return Array.isArray(source);
}
