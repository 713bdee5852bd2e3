import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Invocation } from "../../../ops/support/invocation";
import { ciDeploy } from "../../../ops/verbs/ci/deploy";
import { ciDrift } from "../../../ops/verbs/ci/drift";
import { ciPlan } from "../../../ops/verbs/ci/plan";
import { readyForWorkflow } from "../../../ops/verbs/ci/ready";
import { lockFile } from "../../../stacks/output";
import { defineTenants } from "../../../stacks/tenant";
import type { TenantConfig } from "../../../stacks/tenant-schema";
import { type RecordedOutput, recordedOutput } from "../support/recorded-output";

jest.mock("../../../stacks/output", () => ({
  ...jest.requireActual("../../../stacks/output"),
  lockFile: `${process.env.TMPDIR ?? "/tmp"}/ready-${process.pid}.lock.hcl`,
}));

const verbs = {
  "ci-plan": (invocation: Invocation) => ciPlan(invocation, {}),
  "ci-deploy": (invocation: Invocation) => ciDeploy(invocation, { artefact: "artefact" }),
  "ci-drift": ciDrift,
};

function invocationFor(config: Partial<TenantConfig>): Invocation {
  const tenants = defineTenants({ dev: { domain: "acme.eu.auth0.com", credentials: "api-key", ...config } });
  const answers = { output, yes: true, confirm: async () => true };
  return { name: "dev", tenant: tenants.dev, tenants, caller: { GITHUB_ACTIONS: "true" }, ...answers };
}

const backend = { type: "s3", bucket: "states", region: "eu-central-1" } as const;

let output: RecordedOutput;
beforeEach(() => {
  output = recordedOutput();
});

describe.each(Object.entries(verbs))("%s", (_verb, run) => {
  it("has nothing to do while the domain is the placeholder, so that a fresh repository's workflows are green", async () => {
    expect(await run(invocationFor({ domain: "your-dev-tenant.eu.auth0.com" }))).toBe(0);
    expect(output.printed).toMatch(/^::notice title=dev::its domain in tenants\.ts is still the placeholder/);
  });

  it.each<[string, Partial<TenantConfig>]>([
    ["no backend", {}],
    ["a local backend", { backend: { type: "local" } }],
  ])("refuses a state that is lost with the machine: %s", async (_what, config) => {
    const invocation = invocationFor(config);
    const folder = mkdtempSync(join(tmpdir(), "ready-"));
    const GITHUB_STEP_SUMMARY = join(folder, "summary");
    await expect(run({ ...invocation, caller: { ...invocation.caller, GITHUB_STEP_SUMMARY } })).rejects.toThrow(
      /the next one would create every\nAction again.*dev\.backend/,
    );
    expect(output.printed).toMatch(/^::error title=(Plan|Deploy|Drift) of dev::dev keeps its state in a file/);
    expect(readFileSync(GITHUB_STEP_SUMMARY, "utf8")).toMatch(/^### .*\n\n```\ndev keeps its state in a file/);
    rmSync(folder, { recursive: true });
  });

  it("refuses a provider whose checksums are not committed, and says how to commit them", async () => {
    await expect(run(invocationFor({ backend }))).rejects.toMatchObject({
      message: expect.stringMatching(/whatever the registry serves\. Nothing was changed\.\n.*npm run lock$/),
      exitCode: 3,
    });
  });
});

it("goes on with a state in a backend and the provider's checksums", () => {
  writeFileSync(lockFile, "");
  expect(readyForWorkflow(invocationFor({ backend }))).toBe(true);
  rmSync(lockFile);
});
