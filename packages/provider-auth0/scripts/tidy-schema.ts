import { UserError } from "../../../stacks/errors";

const source = "registry.terraform.io/auth0/auth0";

interface ProviderSchemas {
  format_version: string;
  provider_schemas: Record<string, Record<string, unknown>>;
}

/**
 * A provider's schema as it is committed: every resource and data source, without descriptions, keys sorted, with the
 * version that goes into required_providers.
 * @param printed what `terraform providers schema -json` printed.
 * @throws UserError when it is the test double that spoke.
 */
export function tidySchema(printed: ProviderSchemas, version: string): string {
  // OpenTofu has it under a registry of its own.
  const [all] = Object.values(printed.provider_schemas) as [Record<string, unknown>];
  refuseDouble(all.provider as { block: { description?: string } });
  const { data_source_schemas, provider, resource_schemas } = all;
  const schema = {
    format_version: printed.format_version,
    provider_schemas: { [source]: { data_source_schemas, provider, resource_schemas } },
    provider_versions: { [source]: version },
  };
  return `${JSON.stringify(tidy(schema), null, 1)}\n`;
}

function refuseDouble({ block }: { block: { description?: string } }): void {
  if (!block.description?.includes("test double")) return;
  throw new UserError(
    "TF_CLI_CONFIG_FILE names the test double of auth0/auth0, which serves a part of schema.json only.\n" +
      "Nothing was changed. Unset it, or let it name a mirror that holds the real provider.",
  );
}

/** The descriptions are two thirds of what is printed and change with every release. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value)
    .filter(([key, child]) => !(key.startsWith("description") && typeof child === "string"))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(kept.map(([key, child]) => [key, tidy(child)]));
}
