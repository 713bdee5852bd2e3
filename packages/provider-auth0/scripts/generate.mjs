// node scripts/generate.mjs           schema.json → src/ (TypeScript) → lib/ (what is imported)
// node scripts/generate.mjs --record  writes generated.sha256, which is committed with schema.json
// node scripts/generate.mjs --check [schema.json]  fails when it generates other code than generated.sha256 says
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(join(folder, "package.json"));
const source = "registry.terraform.io/auth0/auth0";
const digestFile = join(folder, "generated.sha256");
const [schemaFile = join(folder, "schema.json")] = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith("--"));
const work = join(folder, "..", "..", ".cache", `bindings-${process.pid}`);
/** What the user can fix: shown without a stack. */
class GenerateError extends Error {}

try {
  rmSync(work, { recursive: true, force: true });
  const generated = await generate(join(work, "src"));
  if (process.argv.includes("--check")) check(digestOf(generated));
  else if (process.argv.includes("--record")) writeFileSync(digestFile, `${digestOf(generated)}\n`);
  else publish(generated);
} catch (error) {
  if (!(error instanceof GenerateError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Writes one folder per resource and data source below `target`, and the index; the same bytes for the same schema. */
async function generate(target) {
  // The generator asks terraform for its version and reports to HashiCorp when it loads; neither is needed here.
  process.env.TERRAFORM_BINARY_NAME = "no-terraform-needed";
  process.env.CHECKPOINT_DISABLE = "1";
  const { CodeMaker, TerraformProviderConstraint, TerraformProviderGenerator } = require("@cdktf/provider-generator");
  const { ConstructsMakerProviderTarget, LANGUAGES } = require("@cdktf/commons");
  const schema = readSchema();
  const version = schema.provider_versions[source];
  const generator = new TerraformProviderGenerator(new CodeMaker(), schema);
  const constraint = new TerraformProviderConstraint({ name: "auth0", source: "auth0/auth0", version });
  generator.generate(new ConstructsMakerProviderTarget(constraint, LANGUAGES[0]));
  await generator.save(join(work, "made"));
  renameSync(join(work, "made", "providers", "auth0"), target);
  return target;
}

function readSchema() {
  const shown = relative(join(folder, "..", ".."), schemaFile);
  const refuse = (what) =>
    new GenerateError(`${shown} ${what}.\nFix it, or restore the committed one: git checkout -- ${shown}`);
  let schema;
  try {
    schema = JSON.parse(readFileSync(schemaFile, "utf8"));
  } catch (error) {
    throw refuse(
      error instanceof SyntaxError
        ? `is not valid JSON (${error.message.replace(/\s+/g, " ")})`
        : `can't be read (${error.code})`,
    );
  }
  if (!schema?.provider_versions?.[source]) throw refuse(`has no provider_versions["${source}"]`);
  return schema;
}

/** Compiles and swaps src/ and lib/ in, so that whoever reads lib/ meanwhile sees the old one or the new one. */
function publish(generated) {
  const compiled = join(work, "lib");
  const tsc = join(folder, "..", "..", "node_modules", "typescript", "bin", "tsc");
  cpSync(join(folder, "tsconfig.json"), join(work, "tsconfig.json"));
  const run = spawnSync(process.execPath, [tsc, "-p", join(work, "tsconfig.json")], { encoding: "utf8" });
  if (run.status !== 0) throw new GenerateError(`The generated bindings do not compile:\n${run.stdout}${run.stderr}`);
  swap(generated, join(folder, "src"));
  swap(compiled, join(folder, "lib"));
}

function swap(fresh, target) {
  const old = join(work, `old-${relative(folder, target)}`);
  mkdirSync(target, { recursive: true });
  renameSync(target, old);
  renameSync(fresh, target);
}

function digestOf(generated) {
  const hash = createHash("sha256");
  const files = readdirSync(generated, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(generated, join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .sort();
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(generated, file)))
      .update("\0");
  return hash.digest("hex");
}

function check(digest) {
  const committed = readFileSync(digestFile, "utf8").trim();
  if (digest === committed) return;
  process.stderr.write(
    `packages/provider-auth0: schema.json generates code other than that recorded in generated.sha256\n` +
      `(${digest} instead of ${committed}). Run \`npm run generate\` and commit generated.sha256 with schema.json.\n`,
  );
  process.exitCode = 1;
}
