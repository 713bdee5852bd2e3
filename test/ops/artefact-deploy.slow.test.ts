import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { digestOf } from "../../ops/support/digest";
import { verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import { blankSettings } from "../../stacks/bundling";
import { type Promotion, startPromotion } from "./support/promotion";

let promotion: Promotion;
let scratch: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "artefacts-"));
  promotion = await startPromotion("dev", "prod");
  promotion.configs.prod!.promotesFrom = "dev";
});
afterAll(async () => {
  await promotion.stop();
  rmSync(scratch, { recursive: true, force: true });
});

const live = (name: string) => promotion.server(name).tenant.deployedActions("post-login");
const digests = (name: string) => live(name).map(({ code }) => digestOf(blankSettings(code)));

// The tests go on from each other: two local tenants and their states.
describe("npm run artefact and deploy --artefact, end to end", () => {
  it("an artefact goes from dev to prod, and not to prod first", async () => {
    const one = join(scratch, "one");
    const built = await promotion.run("artefact", one);
    expect(built.exit).toBe(0);
    expect(built.stdout).toContain("prod accepts it once it is verified in dev");

    const early = await promotion.run("deploy", "prod", ["--yes", "--artefact", one]);
    expect(early).toMatchObject({
      exit: 4,
      stderr: expect.stringContaining("prod accepts only what was verified in dev"),
    });
    expect(live("prod")).toEqual([]);

    const bare = await promotion.run("deploy", "prod", ["--yes"]);
    expect(bare).toMatchObject({
      exit: 4,
      stdout: "",
      stderr: expect.stringContaining("only an artefact can be verified"),
    });
    expect(bare.stderr).toContain("npm run deploy -- prod --unverified");
    expect(live("prod")).toEqual([]);

    const dev = await promotion.run("deploy", "dev", ["--yes", "--artefact", one]);
    expect(dev.stderr).not.toContain("    at ");
    expect(dev.stdout).toMatch(/verified\/dev\.json that it was verified; prod may deploy it now\.\n$/);
    expect(dev.exit).toBe(0);

    const file = join(scratch, "prod plan");
    const { stdout: planned } = await promotion.run("plan", "prod", ["--out", file]);
    expect(planned).toContain(`npm run deploy -- prod --plan "${file}" --artefact <folder>\n`);
    const prod = await promotion.run("deploy", "prod", ["--yes", "--json", "--plan", file, "--artefact", one]);
    expect(prod.exit).toBe(0);
    expect(JSON.parse(prod.stdout)).toMatchObject({ tenant: "prod", verified: true });
    expect(digests("prod")).toEqual(digests("dev"));
    expect(digests("prod")).toHaveLength(3);
  });

  it("keeps what was verified through a deploy that is refused, and takes it back when one begins", async () => {
    const one = join(scratch, "one");
    const receipt = () => existsSync(join(one, "verified", "dev.json"));
    const deploy = (...args: string[]) => promotion.run("deploy", "dev", ["--yes", "--artefact", one, ...args]);
    expect(await deploy("--plan", join(scratch, "nope"))).toMatchObject({ exit: 3 });
    writeFileSync(join(scratch, "junk"), "no plan");
    expect(await deploy("--plan", join(scratch, "junk"))).toMatchObject({ exit: 3 });
    expect(receipt()).toBe(true);

    const { actions } = promotion.server("dev").tenant;
    const { id } = actions.list({ name: "Verify feedback - MFA" })[0]!;
    actions.update(id, { code: "exports.onExecutePostLogin = async () => {};" });
    actions.deploy(id);
    actions.build.fails = ({ name }) => name.endsWith("MFA");
    expect(await deploy()).toMatchObject({ exit: 1 });
    actions.build.fails = () => false;
    expect(receipt()).toBe(false);
    expect(await deploy()).toMatchObject({ exit: 0 });
    expect(receipt()).toBe(true);
  });

  it("an emergency may go without, and says so", async () => {
    const unverified = await promotion.run("deploy", "prod", ["--yes", "--unverified"]);
    expect(unverified).toMatchObject({ exit: 0, stdout: expect.stringContaining("Nothing to do: prod") });
    const both = await promotion.run("deploy", "prod", ["--yes", "--unverified", "--artefact", join(scratch, "one")]);
    expect(both).toMatchObject({ exit: 3, stderr: expect.stringContaining("cannot be used with option") });
  });

  it("what runs and what was made stay as they are: no file is left in the artefact, the state is the tenant's own", () => {
    const files = readdirSync(join(scratch, "one"), { recursive: true }).map(String);
    expect(files.filter((file) => /tfstate|terraform\b(?!\.lock)|plan/.test(file))).toEqual([]);
    expect(existsSync(join(dirname(promotion.output), ".state", "dev.tfstate"))).toBe(true);
    expect(readdirSync(dirname(promotion.output)).filter((name) => name.startsWith("cdktf.out-"))).toEqual([]);
    const receipt = readFileSync(join(scratch, "one", "verified", "prod.json"), "utf8");
    for (const secret of Object.values(verifyVariables)) expect(receipt).not.toContain(secret);
  });
});
