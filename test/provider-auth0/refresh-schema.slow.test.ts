import { spawnSync } from "node:child_process";
import {
  chmodSync,
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
import { copyOfRepository } from "../stacks/support/copy-of-repository";
import { buildProviderDouble } from "../support/provider-double/build";
import { terraformBinary } from "../support/terraform-provider";
import { committed, printed, version } from "./support/schema";

let scratch: string;
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "schema-")));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe("npm run schema", () => {
  /** A copy, so that a refresh writes there; `terraform` is what PATH finds first. */
  function refresh(terraform: string | undefined, ...args: string[]) {
    const copy = copyOfRepository(join(scratch, "repository"));
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
      env: {
        ...process.env,
        TERRAFORM_BINARY_NAME: "terraform",
        PATH: terraform === undefined ? bin : `${bin}${delimiter}${process.env.PATH}`,
      },
    });
    return { ...run, schema: readFileSync(join(copy, "packages", "provider-auth0", "schema.json"), "utf8") };
  }

  test("takes nothing but a version, and starts no Terraform for anything else", () => {
    const { status, stdout, stderr, schema } = refresh('console.log("terraform ran");', "--help");
    expect({ status, stdout, schema }).toEqual({ status: 3, stdout: "", schema: committed });
    expect(stderr).toContain('"--help" is not a version.\nIt takes: npm run schema [-- <version>], for instance');
  });

  test("says clearly that terraform is missing, and leaves the file alone", () => {
    const { status, stderr, schema } = refresh(undefined);
    expect({ status, schema }).toEqual({ status: 1, schema: committed });
    expect(stderr).toContain(
      `Can't write packages/provider-auth0/schema.json for auth0/auth0 ${version}: terraform could`,
    );
    expect(stderr).toContain("Install Terraform 1.11 or newer and put it on the PATH, or name its binary");
  });

  test("says clearly that the provider can't be downloaded, and leaves the file alone", () => {
    const { status, stderr, schema } = refresh('console.error("Error: no such host"); process.exitCode = 1;', "1.60.0");
    expect({ status, schema }).toEqual({ status: 1, schema: committed });
    expect(stderr).toContain("for auth0/auth0 1.60.0: `terraform init` ended with code 1.\nError: no such host\n");
    expect(stderr).toContain("check that it can be reached. Nothing was changed.");
  });

  test("takes no schema of the test double, which is made from the file itself", async () => {
    const { cliConfigFile } = await buildProviderDouble();
    const { status, stderr, stdout, schema } = refresh(
      `const { status } = require("node:child_process").spawnSync(${JSON.stringify(terraformBinary())}, process.argv.slice(2), {
        stdio: "inherit",
        env: { ...process.env, PATH: ${JSON.stringify(process.env.PATH)}, TF_CLI_CONFIG_FILE: ${JSON.stringify(cliConfigFile)} },
      });
      process.exitCode = status;`,
    );
    expect({ status, stdout, schema }).toEqual({ status: 1, stdout: "", schema: committed });
    expect(stderr).toContain("TF_CLI_CONFIG_FILE names the test double of auth0/auth0");
    expect(stderr).not.toContain("    at ");
  });

  test("writes what the provider of the asked version says", () => {
    writeFileSync(join(scratch, "printed.json"), JSON.stringify(printed()));
    const print = `
      const { readFileSync } = require("node:fs");
      if (process.argv[2] === "init" && !readFileSync("main.tf.json", "utf8").includes('"1.60.0"')) process.exit(9);
      if (process.argv[2] === "providers") process.stdout.write(readFileSync(${JSON.stringify(join(scratch, "printed.json"))}));
    `;
    const { status, stdout, schema } = refresh(print, "1.60.0");
    expect(status).toBe(0);
    expect(stdout).toContain("schema.json is that of auth0/auth0 1.60.0.");
    expect(schema).toBe(committed.replace(`"${version}"`, '"1.60.0"'));
  });
});
