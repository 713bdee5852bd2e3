import { UserError } from "../../../stacks/errors";

const source = "registry.terraform.io/auth0/auth0";

interface ProviderSchemas {
  format_version: string;
  provider_schemas: Record<string, Record<string, unknown>>;
}

/**
 * The part of a provider's whole schema that is committed: the resources and data sources that `current` holds, without
 * descriptions, keys sorted, with the version that goes into required_providers.
 * @param whole what `terraform providers schema -json` printed.
 * @param current the committed schema.
 * @throws UserError that names a resource which the new version no longer has, or when it is the test double that spoke.
 */
export function cutSchema(whole: ProviderSchemas, current: ProviderSchemas, version: string): string {
  // OpenTofu has it under a registry of its own.
  const [all] = Object.values(whole.provider_schemas) as [Record<string, unknown>];
  refuseDouble(all.provider as { block: { description?: string } });
  const wanted = current.provider_schemas[source]!;
  const pick = (kind: "resource_schemas" | "data_source_schemas") =>
    Object.fromEntries(
      Object.keys(wanted[kind] as object).map((name) => {
        const schema = (all[kind] as Record<string, unknown>)[name];
        if (schema === undefined) throw lost(name, version);
        return [name, schema];
      }),
    );
  const cut = {
    format_version: whole.format_version,
    provider_schemas: {
      [source]: {
        data_source_schemas: pick("data_source_schemas"),
        provider: all.provider,
        resource_schemas: pick("resource_schemas"),
      },
    },
    provider_versions: { [source]: version },
  };
  return `${JSON.stringify(tidy(cut), null, 1)}\n`;
}

function refuseDouble({ block }: { block: { description?: string } }): void {
  if (!block.description?.includes("test double")) return;
  throw new UserError(
    "TF_CLI_CONFIG_FILE names the test double of auth0/auth0, whose schema is made from schema.json itself.\n" +
      "Nothing was changed. Unset it, or let it name a mirror that holds the real provider.",
  );
}

function lost(name: string, version: string): UserError {
  return new UserError(
    `auth0/auth0 ${version} has no ${name}, which packages/provider-auth0/schema.json holds.\n` +
      "Nothing was changed. Take what is no longer used out of schema.json first, or stay with the version that it has.",
  );
}

/** The descriptions are two thirds of the file and change with every release. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value)
    .filter(([key, child]) => !(key.startsWith("description") && typeof child === "string"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept.map(([key, child]) => [key, tidy(child)]));
}
