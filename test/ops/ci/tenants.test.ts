import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ciTenants } from "../../../ops/verbs/ci/tenants";
import { defineTenants } from "../../../stacks/tenant";
import type { TenantConfig } from "../../../stacks/tenant-schema";
import { type RecordedOutput, recordedOutput } from "../support/recorded-output";

let folder: string;
let output: RecordedOutput;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tenants-"));
  output = recordedOutput();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The outputs, by tenants whose values are what they come after. */
function outputs(promotions: Record<string, string | undefined>, sealed?: string): Record<string, unknown> {
  const configs = Object.entries(promotions).map(([name, promotesFrom]): [string, TenantConfig] => {
    const domain = name === "sandbox" ? "localhost:8443" : `acme-${name}.eu.auth0.com`;
    return [name, { domain, credentials: "api-key", ...(promotesFrom && { promotesFrom }) }];
  });
  const caller = { GITHUB_ACTIONS: "true", GITHUB_OUTPUT: join(folder, "output") };
  const request = { tenants: defineTenants(Object.fromEntries(configs)), caller, output };
  expect(ciTenants(request, sealed === undefined ? {} : { sealed })).toBe(0);
  const lines = readFileSync(caller.GITHUB_OUTPUT, "utf8").trim().split("\n");
  return Object.fromEntries(lines.map((line) => [line.split("=")[0], JSON.parse(line.slice(line.indexOf("=") + 1))]));
}

it("lists the tenants that are not local, by their place in the promotion", () => {
  expect(outputs({ sandbox: undefined, dev: undefined, lab: undefined, prod: "dev" })).toEqual({
    tenants: ["dev", "lab", "prod"],
    first: ["dev", "lab"],
    second: ["prod"],
  });
  expect(output.printed).toBe("dev\nlab\nprod\n");
});

it("says which tenant deploy.yml does not reach", () => {
  expect(outputs({ dev: undefined, staging: "dev", prod: "staging" })).toMatchObject({ second: ["staging"] });
  expect(output.printed).toMatch(/^::notice title=prod::comes after more than one other tenant/);
});

it("lists of the second ones those whose plan changes something", () => {
  writeFileSync(join(folder, "prod.plan"), "sealed");
  writeFileSync(join(folder, "shop.plan"), "");
  const found = outputs({ dev: undefined, prod: "dev", shop: "dev", away: "dev" }, folder);
  expect(found).toMatchObject({ first: ["dev"], second: ["prod"] });
});
