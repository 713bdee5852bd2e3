import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { committed, root, source } from "./support/schema";

let scratch: string;
beforeEach(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "schema-")));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

describe("npm run generate -- --check", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const check = (schema: string) => {
    writeFileSync(join(scratch, "schema.json"), schema);
    // What npm appends to, after set-up.
    const [generate = ""] = scripts.generate.split("&& ").slice(-1);
    const [node, ...args] = [...generate.split(" "), "--check", join(scratch, "schema.json")];
    return spawnSync(node!, args, { cwd: root, encoding: "utf8" });
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
    const recorded = join(root, "packages", "provider-auth0", "generated.sha256");
    const digest = readFileSync(recorded, "utf8");
    const { status, stderr } = check(JSON.stringify(changed));
    expect(readFileSync(recorded, "utf8")).toBe(digest);
    expect(status).toBe(1);
    expect(stderr).toContain("Run `npm run generate` and commit generated.sha256 with schema.json.");
  });

  test.each([
    ["is not valid JSON", "<<<<<<< HEAD\n{}", "is not valid JSON (Unexpected token"],
    ["holds nothing", "null", 'has no provider_versions["'],
    ["says no version", '{"provider_versions":{}}', 'has no provider_versions["'],
  ])("says in two lines, without a stack, that the schema %s", (_, schema, what) => {
    const { status, stderr } = check(schema);
    expect(status).toBe(1);
    expect(stderr).toContain(`schema.json ${what}`);
    expect(stderr).toMatch(/^.+\.\nFix it, or restore the committed one: git checkout -- .*schema\.json\n$/);
  });
});
