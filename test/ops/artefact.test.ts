import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { digestOf } from "../../ops/support/digest";
import { readExpectedStack } from "../../ops/terraform/expected-stack";
import { buildArtefact } from "../../ops/verbs/artefact/build";
import { checkArtefact } from "../../ops/verbs/artefact/check";
import { deployArtefact } from "../../ops/verbs/artefact/deploy-artefact";
import type { EarlierStacks } from "../../ops/verbs/artefact/earlier-stacks";
import type { Manifest } from "../../ops/verbs/artefact/manifest";
import { expectedLive, recordVerified } from "../../ops/verbs/artefact/receipt";
import { withArtefact } from "../../ops/verbs/artefact/with-artefact";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { tenants as repositoryTenants } from "../../tenants";
import { exitInTheMiddle } from "./support/exit-in-the-middle";
import { recordedOutput } from "./support/recorded-output";

const configs: Record<"dev" | "prod", TenantConfig> = {
  dev: { domain: "dev.example.com", credentials: "api-key", settings: { mfaFeedback: { deadlineMs: 2100 } } },
  prod: { domain: "prod.example.com", credentials: "api-key", after: ["Audit"], promotesFrom: "dev" },
};

let scratch: string;
/** Made once; each test works on a copy. */
let made: string;
let folder: string;
const { CDKTF_OUTDIR, HOME } = process.env;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "artefact-"));
  // git works in this clone, whoever owns it.
  writeFileSync(join(scratch, ".gitconfig"), "[safe]\n\tdirectory = *\n");
  Object.assign(process.env, { CDKTF_OUTDIR: join(scratch, "cdktf.out"), HOME: scratch });
  made = join(scratch, "made");
  await buildArtefact(defineTenants(configs), made, process.env);
});
afterAll(() => {
  for (const [name, value] of Object.entries({ CDKTF_OUTDIR, HOME })) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(() => {
  folder = join(scratch, "artefact");
  rmSync(folder, { recursive: true, force: true });
  cpSync(made, folder, { recursive: true });
});

function invocation(name: "dev" | "prod", change: Partial<TenantConfig> = {}) {
  const tenants = defineTenants({ ...configs, [name]: { ...configs[name], ...change } });
  return { name, tenant: tenants[name], tenants, caller: {}, output: recordedOutput(), yes: true, confirm: jest.fn() };
}

function manifest(): Manifest {
  return JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
}

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(join(folder, file), "utf8");
  expect(text).toMatch(from);
  writeFileSync(join(folder, file), text.replace(from, to));
}

/** As a verified deploy of it to dev would. */
function verifyInDev(): void {
  const artefact = checkArtefact(folder);
  recordVerified(artefact, "dev", expectedLive(artefact.manifest.tenants.dev!));
}

it("can be made of the tenants that the repository comes with, whose local one sends messages itself", async () => {
  const { sameForAllTenants, tenants } = await buildArtefact(repositoryTenants, join(scratch, "own"), process.env);
  expect(sameForAllTenants.tenants).toEqual(["dev", "prod"]);
  expect(Object.keys(tenants)).toEqual(["sandbox", "dev", "prod"]);
});

const use = (name: "dev" | "prod", change?: Partial<TenantConfig>) =>
  withArtefact(invocation(name, change), folder, async (earlier) => earlier);

it("leaves no stacks that were laid out for Terraform, also when the process exits in the middle of the work", async () => {
  const exit = exitInTheMiddle();
  const laidOut = await withArtefact(invocation("dev"), folder, async ({ stacks }) => {
    expect(existsSync(join(stacks, "dev", "cdk.tf.json"))).toBe(true);
    exit();
    expect(existsSync(dirname(stacks))).toBe(false);
    return stacks;
  });
  expect(existsSync(dirname(laidOut))).toBe(false);
});

describe("the manifest", () => {
  it("holds the digest of each tenant's bundles, and one that is the same for all without the settings", () => {
    const { tenants, sameForAllTenants } = manifest();
    const stack = readExpectedStack(join(folder, "cdktf.out/stacks/dev"));
    const entries = stack.actions.map(({ address, code }) => [address, digestOf(code)]);
    expect(expectedLive(tenants.dev!)).toEqual(Object.fromEntries(entries));
    const feedback = (name: string) => tenants[name]!.actions["auth0_action.mfa_feedback"]!;
    expect(feedback("dev").digest).not.toBe(feedback("prod").digest);
    expect(feedback("dev").digestWithoutSettings).toBe(feedback("prod").digestWithoutSettings);
    expect(sameForAllTenants).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/), tenants: ["dev", "prod"] });
  });

  it("holds the digest of every file, and the versions of what made it", () => {
    const { files, tools } = manifest();
    const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(Object.keys(files)).toHaveLength(found.length - 1);
    expect(files["cdktf.out/stacks/prod/cdk.tf.json"]).toBe(
      digestOf(readFileSync(join(folder, "cdktf.out/stacks/prod/cdk.tf.json"))),
    );
    const version = expect.stringMatching(/^\d+\.\d+\.\d+/);
    expect(tools).toEqual({
      node: process.versions.node,
      terraform: version,
      cdktf: version,
      esbuild: version,
      "auth0/auth0": version,
    });
  });

  it("is made again byte by byte, and so is everything else", async () => {
    const again = join(scratch, "elsewhere", "again");
    await buildArtefact(defineTenants(configs), again, process.env);
    const files = ["manifest.json", ...Object.keys(manifest().files)];
    for (const file of files) expect(readFileSync(join(again, file))).toEqual(readFileSync(join(made, file)));
  });

  it("says nothing of the machine or the time", () => {
    const text = readFileSync(join(folder, "manifest.json"), "utf8");
    expect(text).not.toContain(scratch);
    expect(text).not.toMatch(/\d{4}-\d\d-\d\dT/);
  });
});

describe("making one", () => {
  it("leaves nothing behind when the process exits in the middle of it", async () => {
    const exit = exitInTheMiddle();
    const target = join(scratch, "interrupted");
    const building = buildArtefact(defineTenants(configs), target, process.env);
    const unfinished = `${target}.${process.pid}`;
    while (!existsSync(join(unfinished, "cdktf.out", "manifest.json"))) await setImmediate();
    exit();
    expect(existsSync(unfinished)).toBe(false);
    await expect(building).rejects.toThrow("ENOENT");
    expect(existsSync(target)).toBe(false);
  });

  it("is refused where something is, and leaves that alone", async () => {
    const before = readdirSync(folder);
    await expect(buildArtefact(defineTenants(configs), folder, process.env)).rejects.toMatchObject({
      isUserError: true,
      exitCode: 3,
      message: expect.stringContaining("already exists, and an artefact is never changed"),
    });
    expect(readdirSync(folder)).toEqual(before);
  });

  it.each([
    ["no-such-terraform", /could not be started/],
    // Any other program answers a question for its version in another way.
    ["true", /^true is not Terraform: `version` named no version\.\nInstall Terraform 1\.11/],
  ])("leaves nothing behind when it fails, with %s for Terraform", async (binary, problem) => {
    const target = join(scratch, "failed", "artefact");
    const env = { ...process.env, TERRAFORM_BINARY_NAME: binary };
    await expect(buildArtefact(defineTenants(configs), target, env)).rejects.toThrow(problem);
    expect(readdirSync(join(scratch, "failed"))).toEqual([]);
  });
});

describe("An altered artefact is refused by name of the file", () => {
  const stack = "cdktf.out/stacks/dev/cdk.tf.json";

  it.each<[string, () => void, string]>([
    ["an edited stack", () => edit(stack, "node22", "node18"), `${stack} was changed`],
    ["a lost file", () => rmSync(join(folder, stack)), `${stack} is missing`],
    [
      "a file that Terraform would read too",
      () => writeFileSync(join(folder, "cdktf.out/stacks/dev/override.tf.json"), "{}"),
      "cdktf.out/stacks/dev/override.tf.json was added",
    ],
    [
      "a link in a file's place",
      () => {
        renameSync(join(folder, stack), join(scratch, "moved.json"));
        symlinkSync(join(scratch, "moved.json"), join(folder, stack));
      },
      `${stack} was changed`,
    ],
    [
      "a link that Terraform would follow",
      () => symlinkSync(join(scratch, "elsewhere.tf"), join(folder, "cdktf.out/stacks/dev/more.tf")),
      "cdktf.out/stacks/dev/more.tf was added",
    ],
    ["a file beside the receipts", () => writeFileSync(join(folder, "verified.json"), "{}"), "verified.json was added"],
    [
      "a file with the name of what every object has",
      () => writeFileSync(join(folder, "constructor"), ""),
      "constructor was added",
    ],
    ["an edited manifest", () => edit("manifest.json", /"dirty": \w+/, '"dirty": 0'), "manifest.json was changed"],
    [
      "a cut manifest",
      () => writeFileSync(join(folder, "manifest.json"), "{"),
      "manifest.json is no longer valid JSON",
    ],
  ])("%s", async (_, alter, change) => {
    alter();
    await expect(use("dev")).rejects.toMatchObject({
      isUserError: true,
      exitCode: 4,
      message: expect.stringContaining(`was changed after it was made:\n  ${change}\nNothing was changed.`),
    });
  });

  it("a file that was changed and entered in the manifest as well", async () => {
    edit(stack, "node22", "node18");
    const wrong = manifest().files[stack]!;
    edit("manifest.json", wrong, digestOf(readFileSync(join(folder, stack))));
    await expect(use("dev")).rejects.toThrow("manifest.json was changed");
  });

  it("all changes are named at once", async () => {
    rmSync(join(folder, stack));
    edit("cdktf.out/manifest.json", '"prod"', '"PROD"');
    await expect(use("dev")).rejects.toThrow(/manifest\.json was changed\n {2}.*cdk\.tf\.json is missing\n/);
  });

  it.each(["null", "7", '{"format":2}'])("a manifest of a form that is not known: %s", async (text) => {
    writeFileSync(join(folder, "manifest.json"), text);
    await expect(use("dev")).rejects.toMatchObject({
      isUserError: true,
      exitCode: 3,
      message: expect.stringContaining("is not an artefact: this version does not know the format of its manifest"),
    });
  });

  it("a folder that is none", async () => {
    rmSync(join(folder, "manifest.json"));
    await expect(use("dev")).rejects.toThrow(/is not an artefact: it has no manifest\.json\.\n.*npm run artefact/);
  });
});

describe("The use of an artefact", () => {
  it("an artefact deploys the tenant as it was configured when it was made, from a folder that is gone afterwards", async () => {
    verifyInDev();
    const { invocation: then, stacks } = await withArtefact(
      invocation("prod", { after: [] }),
      folder,
      async (earlier) => {
        const written = readFileSync(join(earlier.stacks, "prod/cdk.tf.json"));
        expect(written).toEqual(readFileSync(join(folder, "cdktf.out/stacks/prod/cdk.tf.json")));
        return earlier;
      },
    );
    expect(then.tenant.after).toEqual(["Audit"]);
    expect(join(stacks, "../..")).toBe(scratch);
    expect(existsSync(stacks)).toBe(false);
  });

  it("an artefact is refused for a tenant that it was made without", async () => {
    const tenants = defineTenants({ ...configs, other: { ...configs.dev, domain: "other.example.com" } });
    const other = { ...invocation("dev"), name: "other", tenant: tenants.other, tenants };
    await expect(withArtefact(other, folder, async () => 0)).rejects.toThrow(
      /has no tenant "other"; it has dev, prod\.\nNothing was changed/,
    );
  });

  it("an artefact is refused where the tenant has another domain now: Terraform would work on one, the checks on the other", async () => {
    await expect(use("dev", { domain: "new.example.com" })).rejects.toThrow(
      'has another domain for dev: "dev.example.com", where tenants.ts says "new.example.com"',
    );
  });

  it("an artefact is refused where the state is elsewhere now: everything would be created once more", async () => {
    const backend = { type: "local" as const, path: "../../../elsewhere/dev.tfstate" };
    await expect(use("dev", { backend })).rejects.toThrow(
      "has another backend for dev: the default, where tenants.ts says {",
    );
  });
});

describe("the tenant that comes after", () => {
  const receipt = "verified/dev.json";
  const refused = (reason: string) => ({
    isUserError: true,
    exitCode: 4,
    message: expect.stringMatching(new RegExp(`^prod accepts only what was verified in dev .*: ${reason}\\.\n`)),
  });

  it("takes what was verified in the one before", async () => {
    verifyInDev();
    expect((await use("prod")).invocation.name).toBe("prod");
  });

  it("takes nothing that was not, and says how to go on", async () => {
    await expect(use("prod")).rejects.toMatchObject(refused("there is no verified/dev.json"));
    await expect(use("prod")).rejects.toThrow(/npm run deploy -- dev --artefact /);
  });

  it("goes by tenants.ts as it is now, too", async () => {
    const stage = { ...configs.dev, domain: "stage.example.com" };
    const tenants = defineTenants({ ...configs, dev: { ...configs.dev, promotesFrom: "stage" }, stage });
    const now = { ...invocation("dev"), tenant: tenants.dev, tenants };
    await expect(withArtefact(now, folder, async () => 0)).rejects.toThrow("it was made without the tenant stage");
  });

  it.each<[string, () => void, string]>([
    ["was edited", () => edit(receipt, "dev.example.com", "prod.example.com"), `${receipt} was changed`],
    ["is empty", () => writeFileSync(join(folder, receipt), ""), `${receipt} was changed`],
    ["is no object", () => writeFileSync(join(folder, receipt), "null"), `${receipt} was changed`],
  ])("takes no receipt that %s", async (_, alter, reason) => {
    verifyInDev();
    alter();
    await expect(use("prod")).rejects.toMatchObject(refused(reason));
  });

  it("takes no receipt of another artefact", async () => {
    const other = join(scratch, "other");
    const changed = { ...configs, dev: { ...configs.dev, actionNamePrefix: "Other" } };
    await buildArtefact(defineTenants(changed), other, process.env);
    const artefact = checkArtefact(other);
    recordVerified(artefact, "dev", expectedLive(artefact.manifest.tenants.dev!));
    mkdirSync(join(folder, "verified"));
    cpSync(join(other, receipt), join(folder, receipt));
    await expect(use("prod")).rejects.toMatchObject(refused(`${receipt} is for another artefact`));
  });

  it("takes no receipt of another tenant under the one's name", async () => {
    const artefact = checkArtefact(folder);
    recordVerified(artefact, "prod", expectedLive(artefact.manifest.tenants.prod!));
    cpSync(join(folder, "verified/prod.json"), join(folder, receipt));
    await expect(use("prod")).rejects.toMatchObject(refused(`${receipt} is for the tenant prod`));
  });

  it("takes no receipt of another domain", async () => {
    const { manifest, ...artefact } = checkArtefact(folder);
    const { dev, prod } = manifest.tenants;
    recordVerified({ ...artefact, manifest: { ...manifest, tenants: { dev: prod! } } }, "dev", expectedLive(dev!));
    await expect(use("prod")).rejects.toMatchObject(refused(`${receipt} is for prod.example.com`));
  });

  it("takes no receipt that saw other code", async () => {
    const artefact = checkArtefact(folder);
    const live = expectedLive(artefact.manifest.tenants.dev!);
    recordVerified(artefact, "dev", { ...live, "auth0_action.mfa_challenge": digestOf("other") });
    await expect(use("prod")).rejects.toMatchObject(refused(`${receipt} says that different code ran`));
  });
});

describe("a later deploy of the same artefact", () => {
  const deployed = (deploy: (earlier: EarlierStacks, onStart: () => void) => Promise<number>) =>
    deployArtefact(invocation("dev"), folder, deploy);

  it("takes the receipt back when its apply fails", async () => {
    verifyInDev();
    const failing = async (_: EarlierStacks, onStart: () => void) => {
      onStart();
      return 1;
    };
    expect(await deployed(failing)).toBe(1);
    await expect(use("prod")).rejects.toThrow("there is no verified/dev.json");
  });

  it("takes it back when its apply breaks off", async () => {
    verifyInDev();
    const breaking = async (_: EarlierStacks, onStart: () => void) => {
      onStart();
      throw new Error("gone");
    };
    await expect(deployed(breaking)).rejects.toThrow("gone");
    await expect(use("prod")).rejects.toThrow("there is no verified/dev.json");
  });

  it("leaves it when no apply began", async () => {
    verifyInDev();
    expect(await deployed(async () => 5)).toBe(5);
    await expect(deployed(async () => Promise.reject(new Error("no such plan")))).rejects.toThrow("no such plan");
    expect((await use("prod")).invocation.name).toBe("prod");
  });
});
