import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { cutSchema } from "../../packages/provider-auth0/scripts/cut-schema";

const root = join(__dirname, "..", "..");
const provider = join(root, "packages", "provider-auth0");
const committed = readFileSync(join(provider, "schema.json"), "utf8");
const source = "registry.terraform.io/auth0/auth0";
const version = JSON.parse(committed).provider_versions[source];

let scratch: string;
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "schema-")));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** The schema as terraform prints it: more of everything, with descriptions, in another order. */
function whole() {
  const schema = JSON.parse(committed);
  const auth0 = schema.provider_schemas[source];
  auth0.resource_schemas.auth0_action.block.description = "An Action.";
  auth0.resource_schemas.auth0_action.block.description_kind = "plain";
  auth0.resource_schemas = Object.fromEntries(Object.entries(auth0.resource_schemas).reverse());
  auth0.resource_schemas.auth0_other = { block: {}, version: 0 };
  auth0.functions = {};
  delete schema.provider_versions;
  return schema;
}

describe("generate --check", () => {
  const check = (schema: string) => {
    writeFileSync(join(scratch, "schema.json"), schema);
    const command = [join(provider, "scripts", "generate.mjs"), "--check", join(scratch, "schema.json")];
    return spawnSync(process.execPath, command, { encoding: "utf8" });
  };

  test("passes for the committed schema: generating is deterministic", () => {
    expect(check(committed)).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  test("fails when the schema has changed and the digest has not, and says what to run", () => {
    const changed = JSON.parse(committed);
    changed.provider_schemas[source].resource_schemas.auth0_action.block.attributes.added = {
      optional: true,
      type: "string",
    };
    const { status, stderr } = check(JSON.stringify(changed));
    expect(status).toBe(1);
    expect(stderr).toContain("Run `npm run generate` and commit generated.sha256 with schema.json.");
  });
});

describe("cutting a provider's schema", () => {
  test("of the same version gives the committed bytes", () => {
    expect(cutSchema(whole(), JSON.parse(committed), version)).toBe(committed);
  });

  test("names a resource that the new version has lost", () => {
    const less = whole();
    delete less.provider_schemas[source].resource_schemas.auth0_guardian;
    expect(() => cutSchema(less, JSON.parse(committed), "9.0.0")).toThrow("auth0/auth0 9.0.0 has no auth0_guardian");
  });
});

describe("npm run schema", () => {
  /** A copy, so that a refresh writes there; `terraform` is what PATH finds first. */
  function refresh(terraform: string | undefined, ...args: string[]) {
    const copy = join(scratch, "repository");
    for (const part of [
      "scripts",
      "stacks",
      "package.json",
      "package-lock.json",
      "packages",
      join(".cache", "vendor"),
    ]) {
      cpSync(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true });
    }
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    const bin = join(scratch, "bin");
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, "node"));
    if (terraform !== undefined) {
      writeFileSync(join(bin, "terraform"), `#!/usr/bin/env node\n${terraform}`);
      chmodSync(join(bin, "terraform"), 0o755);
    }
    const entry = join(copy, "packages", "provider-auth0", "scripts", "refresh-schema.ts");
    const run = spawnSync(process.execPath, [join(copy, "scripts", "run.mjs"), entry, ...args], {
      cwd: copy,
      encoding: "utf8",
      env: { ...process.env, PATH: terraform === undefined ? bin : `${bin}${delimiter}${process.env.PATH}` },
    });
    return { ...run, schema: readFileSync(join(copy, "packages", "provider-auth0", "schema.json"), "utf8") };
  }

  test("says clearly that terraform is missing, and leaves the file alone", () => {
    const { status, stderr, schema } = refresh(undefined);
    expect({ status, schema }).toEqual({ status: 1, schema: committed });
    expect(stderr).toContain(
      `Can't refresh packages/provider-auth0/schema.json from auth0/auth0 ${version}: terraform could`,
    );
    expect(stderr).toContain("Install Terraform 1.11 or newer and put it on the PATH.");
  });

  test("says clearly that the provider can't be downloaded, and leaves the file alone", () => {
    const { status, stderr, schema } = refresh('console.error("Error: no such host"); process.exitCode = 1;', "1.60.0");
    expect({ status, schema }).toEqual({ status: 1, schema: committed });
    expect(stderr).toContain("from auth0/auth0 1.60.0: `terraform init` ended with code 1.\nError: no such host\n");
    expect(stderr).toContain("check that one can be reached. Nothing was changed.");
  });

  test("writes what the provider of the asked version says", () => {
    writeFileSync(join(scratch, "whole.json"), JSON.stringify(whole()));
    const print = `
      const { readFileSync } = require("node:fs");
      if (process.argv[2] === "init" && !readFileSync("main.tf.json", "utf8").includes('"1.60.0"')) process.exit(9);
      if (process.argv[2] === "providers") process.stdout.write(readFileSync(${JSON.stringify(join(scratch, "whole.json"))}));
    `;
    const { status, stdout, schema } = refresh(print, "1.60.0");
    expect(status).toBe(0);
    expect(stdout).toContain("schema.json is that of auth0/auth0 1.60.0.");
    expect(schema).toBe(committed.replace(`"${version}"`, '"1.60.0"'));
  });
});
