import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Action } from "@cdktf/provider-auth0/lib/action";
import { buildSync } from "esbuild";

import { committed, root, source } from "./support/schema";

let scratch: string;
beforeAll(() => {
  mkdirSync(join(root, ".cache"), { recursive: true });
  scratch = realpathSync(mkdtempSync(join(root, ".cache", "bindings-test-")));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("jest imports a resource by its folder", () => {
  expect(Action.tfResourceType).toBe("auth0_action");
});

test("every resource and data source of the schema has its class", () => {
  const { resource_schemas, data_source_schemas } = JSON.parse(committed).provider_schemas[source];
  const all = require("@cdktf/provider-auth0");
  const types = Object.values<Record<string, { tfResourceType?: string }>>(all).flatMap((module) =>
    Object.values(module).flatMap(({ tfResourceType }) => tfResourceType ?? []),
  );
  const known = [...Object.keys(resource_schemas), ...Object.keys(data_source_schemas)];
  expect(types.filter((type) => type !== "auth0").sort()).toEqual(known.sort());
});

test("node requires the package, one resource, and all of them", () => {
  const program = `
    const one = require("@cdktf/provider-auth0/lib/trigger-actions").TriggerActions.tfResourceType;
    const all = require("@cdktf/provider-auth0").dataAuth0Action.DataAuth0Action.tfResourceType;
    process.stdout.write(one + " " + all);
  `;
  const { stdout } = spawnSync(process.execPath, ["-e", program], { cwd: root, encoding: "utf8" });
  expect(stdout).toBe("auth0_trigger_actions auth0_action");
});

test("esbuild bundles a resource", () => {
  const contents = 'import { Action } from "@cdktf/provider-auth0/lib/action"; console.log(Action.tfResourceType);';
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    platform: "node",
    external: ["cdktf"],
  });
  expect(outputFiles[0]!.text).toContain('tfResourceType = "auth0_action"');
});

test.each(["bundler", "nodenext"])(
  "tsc knows the types with moduleResolution %s, write-only secrets included",
  (resolution) => {
    const file = (name: string, text: string) => writeFileSync(join(scratch, name), text);
    file(
      "use.ts",
      `import { Action } from "@cdktf/provider-auth0/lib/action";
     import type { Construct } from "constructs";
     declare const scope: Construct;
     const supportedTriggers = { id: "post-login", version: "v3" };
     const secretsWo = [{ name: "TOKEN", value: "x" }];
     new Action(scope, "a", { name: "a", code: "", supportedTriggers, secretsWo, secretsWoVersion: 1 });
     // @ts-expect-error code is required
     new Action(scope, "b", { name: "b", supportedTriggers });
    `,
    );
    const module = resolution === "nodenext" ? "nodenext" : "preserve";
    const compilerOptions = {
      strict: true,
      noEmit: true,
      module,
      moduleResolution: resolution,
      target: "es2022",
      types: ["node"],
    };
    file(
      "tsconfig.json",
      JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck: true }, files: ["use.ts"] }),
    );
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const { status, stdout } = spawnSync(process.execPath, [tsc, "-p", scratch], { encoding: "utf8" });
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  },
);
