import { readdirSync, type Stats, statSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { type Keywords, readKeywords } from "./deploy-cli/keywords";
import { isExport, readDirectoryExport, readYamlExport } from "./deploy-cli/read-export";
import { emptyDocument, type TenantDocument } from "./document";
import { notCommonJs, showItFirst, sourceNotKnown, sourceNotThere, stackNotNamed } from "./errors";
import { merged } from "./merged";
import { parseJson, readText } from "./read-file";
import { readScript } from "./scripts";
import { type GivenSecrets, withSecrets } from "./secrets";
import { readStack } from "./terraform/read-stack";
import { stackOfShown } from "./terraform/shown";
import { shownIn } from "./terraform/shown-document";
import { stackDocumentIn } from "./terraform/stack-document";

/** What the values come from that a source only names. */
export interface SourceInputs {
  /** Keywords of exports, variables (`TF_VAR_…`) of stacks, and secrets. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Before what a source holds itself. Default: none. */
  secrets?: GivenSecrets;
  /** Secrets and variables that are known without being given, before the environment's: the local Verify's credentials. */
  known?: Readonly<Record<string, string>>;
  /** File of auth0-deploy-cli's configuration, for its keywords. */
  config?: string;
}

/**
 * Reads each path, whatever kind of source it is, and joins them: what comes later adds to what was before it, and its
 * settings win. A secret without a value is `missing`. Throws a `LocalTenantError` that names the file and what to do.
 */
export function readSources(paths: readonly string[], inputs: SourceInputs): TenantDocument {
  const { environment, known = {}, secrets = { shared: {}, byAction: {} }, config } = inputs;
  // A file that somebody names must be there, whether a source needs it or not; what only exports need is read for them.
  const fromFile = config === undefined ? undefined : readKeywords(environment, config);
  const values = {
    variables: { ...terraformVariables(environment), ...known, ...secrets.shared },
    keywords: () => fromFile ?? readKeywords(environment),
  };
  const documents = paths.map((path) => readFrom(path, read(path, values)));
  return withSecrets(merged([emptyDocument(), ...documents]), { file: secrets, otherwise: [known, environment] });
}

/** The document with the path that its Actions come from. */
export function readFrom(path: string, document: TenantDocument): TenantDocument {
  return { ...document, actions: document.actions.map((action) => ({ ...action, source: path })) };
}

/** The folder from which the packages of a source's Actions are looked for. */
export function folderOf(path: string): string {
  return stats(path)?.isDirectory() ? path : dirname(path);
}

/** What stands for the names in a source. */
interface Values {
  /** Of a stack's input variables. */
  variables: Readonly<Record<string, string>>;
  /** Of an export's keywords. Throws a `LocalTenantError` where the environment's are not valid. */
  keywords(): Keywords;
}

function read(path: string, values: Values): TenantDocument {
  const found = stats(path);
  if (!found) throw sourceNotThere(path);
  if (found.isDirectory()) return readFolder(path, values);
  switch (extname(path)) {
    case ".js":
    case ".cjs":
      return readScript(path);
    case ".yaml":
    case ".yml":
      return readYamlExport(path, values.keywords());
    case ".json":
      return readJson(path, values);
    case ".mjs":
    case ".ts":
    case ".mts":
    case ".cts":
      throw notCommonJs(path);
    case ".tf":
      throw showItFirst(`${path} is Terraform's configuration`);
    case ".tfstate":
      throw showItFirst(`${path} is Terraform's own file`);
    default:
      throw sourceNotKnown(`${path} is of a type that the local tenant can't read.`);
  }
}

function readFolder(path: string, values: Values): TenantDocument {
  if (stats(join(path, "cdk.tf.json"))) return readJson(join(path, "cdk.tf.json"), values);
  if (stats(join(path, "stacks"))?.isDirectory()) {
    const stacks = readdirSync(join(path, "stacks")).filter((name) => stats(join(path, "stacks", name, "cdk.tf.json")));
    if (stacks.length !== 1) throw stackNotNamed(path, stacks);
    return readJson(join(path, "stacks", stacks[0]!, "cdk.tf.json"), values);
  }
  const yaml = ["tenant.yaml", "tenant.yml"].map((name) => join(path, name)).find((file) => stats(file));
  if (yaml) return readYamlExport(yaml, values.keywords());
  if (isExport(path)) return readDirectoryExport(path, values.keywords());
  if (readdirSync(path).some((name) => /\.tf(\.json)?$/.test(name))) {
    throw showItFirst(`${path} holds Terraform's configuration`);
  }
  throw sourceNotKnown(`The folder ${path} has nothing to load.`);
}

function readJson(path: string, { variables }: Values): TenantDocument {
  const json = parseJson(readText(path), path);
  const shown = shownIn(json, path);
  if (shown) return readStack(stackOfShown(shown), variables);
  if (typeof json === "object" && json !== null && "resource" in json)
    return readStack(stackDocumentIn(json, path), variables);
  if (typeof json === "object" && json !== null) {
    if ("lineage" in json) throw showItFirst(`${path} is Terraform's own file`);
    if ("format_version" in json)
      throw sourceNotKnown(`${path} shows a plan or a state of Terraform's with nothing in it.`);
  }
  throw sourceNotKnown(`${path} is neither a stack nor what terraform show -json prints.`);
}

function terraformVariables(environment: SourceInputs["environment"]): Record<string, string> {
  const given = Object.entries(environment).flatMap(([name, value]) =>
    name.startsWith("TF_VAR_") && value !== undefined ? [[name.slice("TF_VAR_".length), value]] : [],
  );
  return Object.fromEntries(given);
}

function stats(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
