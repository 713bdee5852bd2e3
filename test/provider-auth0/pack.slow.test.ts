import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root, version } from "./support/schema";

let scratch: string;
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "pack-")));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("the packed bindings serve a project of its own, with the program of their README", () => {
  const bindings = join(root, "packages", "provider-auth0");
  // Without the scripts: set-up has made lib/, and another suite may be reading it.
  const packed = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", scratch], {
    cwd: bindings,
    encoding: "utf8",
  });
  const [{ filename, files }] = JSON.parse(packed);
  expect(filename).toBe(`cdktf-provider-auth0-${version}.tgz`);
  const paths = files.map(({ path }: { path: string }) => path);
  expect(paths).not.toContainEqual(expect.stringMatching(/^(src|scripts)\//));
  expect(paths).toContain("LICENSE");

  const project = join(scratch, "project");
  const installed = join(project, "node_modules", "@cdktf", "provider-auth0");
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", join(scratch, filename), "-C", installed, "--strip-components=1"]);
  for (const peer of ["cdktf", "constructs"]) {
    symlinkSync(join(root, "node_modules", peer), join(project, "node_modules", peer), "dir");
  }
  const [, program = ""] = /```ts\n([^`]*app\.synth\(\);\n)```/.exec(
    readFileSync(join(bindings, "README.md"), "utf8"),
  )!;
  const commonJs = program.replace(/import (\{[^}]+\}) from ("[^"]+");/g, "const $1 = require($2);");
  writeFileSync(join(project, "main.js"), commonJs);
  execFileSync(process.execPath, ["--preserve-symlinks", "main.js"], { cwd: project });

  const stack = JSON.parse(readFileSync(join(project, "cdktf.out", "stacks", "tenant", "cdk.tf.json"), "utf8"));
  expect(stack.resource.auth0_role.support.name).toBe("Support");
  expect(stack.terraform.required_providers.auth0).toEqual({ source: "auth0/auth0", version });
});
