import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalTenantServer } from "../../packages/local-tenant/src/server";
import { terraformBinary } from "../support/terraform-provider";
import { endedWith } from "./support/ended-with";
import { addAction, bound, claims } from "./support/hand-made";
import { type Promotion, startPromotion } from "./support/promotion";
import { type WatchedTenant, watchTenant } from "./support/watched-tenant";

const OURS = ["Verify feedback - passwordless", "Verify feedback - MFA challenge", "Verify feedback - MFA"];
const FOREIGN = ["Risk check", "Add claims", "Not listed"];

let promotion: Promotion;
let server: LocalTenantServer;
let tenant: WatchedTenant;

const destroy = (...args: string[]) => promotion.run("destroy", "dev", ["--yes", ...args]);
const managed = () => JSON.parse(readFileSync(join(promotion.output, "../.state/dev.tfstate"), "utf8")).resources;

beforeAll(async () => {
  promotion = await startPromotion("dev");
  server = promotion.server("dev");
  tenant = await watchTenant(server);
  promotion.configs.dev = {
    ...promotion.configs.dev!,
    domain: tenant.domain,
    before: ["Risk check"],
    after: ["Add claims"],
  };
  for (const name of ["Risk check", "Add claims"]) addAction(server, { ...claims, name });
});

afterAll(async () => {
  await tenant.close();
  await promotion.stop();
});

async function deployed(): Promise<void> {
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
  addAction(server, { ...claims, name: "Not listed" });
  expect(bound(server)).toEqual([OURS[0], "Risk check", OURS[1], OURS[2], "Add claims", "Not listed"]);
  tenant.writes.length = 0;
}

// The tests go on from each other: one tenant.
describe("npm run destroy", () => {
  it("has nothing to do where nothing was deployed", async () => {
    const { stdout } = endedWith(0, await destroy());
    expect(stdout).toContain("the state of dev");
    expect(tenant.writes).toEqual([]);
  });

  it("removes ours and keeps the others bound and in order at every moment, the unlisted one too", async () => {
    await deployed();
    const moments: string[][] = [];
    tenant.onWrite = async () => {
      moments.push(bound(server));
      return undefined;
    };
    const { stdout } = endedWith(0, await destroy());
    expect(stdout).toContain("this will be removed, and nothing else");
    for (const name of OURS) expect(stdout).toContain(`  - ${name} (`);
    expect(stdout).toMatch(/1\. Verify feedback - passwordless +1\. Risk check/);
    expect(stdout).toContain("Destroyed: nothing of ours is left in dev.");
    expect(tenant.writes).toEqual([
      "PATCH /actions/triggers/post-login/bindings",
      ...Array(3).fill("DELETE /actions/actions/{id}"),
    ]);
    expect(moments).toEqual(Array(4).fill(FOREIGN));
    expect(server.tenant.actions.list({ trigger: "post-login" }).map(({ name }) => name)).toEqual(FOREIGN);
    expect(managed()).toEqual([]);
  });

  it("says that nothing has gone when the trigger can't be written, and goes on from there", async () => {
    server.tenant.actions.delete(server.tenant.actions.list({ name: "Not listed" })[0]!.id, true);
    await deployed();
    const before = bound(server);
    tenant.beforeWrite = async () =>
      Response.json({ statusCode: 403, error: "Forbidden", message: "no" }, { status: 403 });
    const { stderr } = endedWith(1, await destroy());
    expect(stderr).toMatch(/ 403: no\n[\s\S]*\nNothing was removed yet\. Fix that, then npm run destroy -- dev\. /);
    expect(bound(server)).toEqual(before);
    tenant.beforeWrite = async () => undefined;
    endedWith(0, await destroy());
    expect(bound(server)).toEqual(FOREIGN);
  });

  it("goes on from where it was interrupted", async () => {
    server.tenant.actions.delete(server.tenant.actions.list({ name: "Not listed" })[0]!.id, true);
    await deployed();
    let deletes = 0;
    tenant.beforeWrite = async (write) => {
      if (!write.startsWith("DELETE")) return undefined;
      deletes += 1;
      return deletes > 1
        ? Response.json({ statusCode: 403, error: "Forbidden", message: "no" }, { status: 403 })
        : undefined;
    };
    const interrupted = endedWith(1, await destroy("--json"));
    const result = JSON.parse(interrupted.stdout);
    expect(result).toMatchObject({ outcome: "failed", order: FOREIGN });
    expect(result.leaving).toHaveLength(4);
    expect(result.remaining.length).toBeGreaterThan(0);
    expect(result.remaining.length).toBeLessThan(4);
    tenant.beforeWrite = async () => undefined;
    endedWith(0, await destroy());
    expect(bound(server)).toEqual(FOREIGN);
    expect(managed()).toEqual([]);
  });

  it("says that ours are off the trigger when Terraform can't begin after that, and resumes", async () => {
    server.tenant.actions.delete(server.tenant.actions.list({ name: "Not listed" })[0]!.id, true);
    await deployed();
    const binary = join(promotion.output, "..", "locked-terraform");
    const lock = "Error acquiring the state lock\\n  Who:  ann@laptop\\n";
    const script = `[ "$1" = plan ] && { printf '${lock}' >&2; exit 1; }\nexec ${terraformBinary()} "$@"`;
    writeFileSync(binary, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    const { stderr } = endedWith(
      1,
      await promotion.run("destroy", "dev", ["--yes"], { TERRAFORM_BINARY_NAME: binary }),
    );
    expect(stderr).toMatch(/^dev is being changed right now by ann@laptop .*, so Terraform changed nothing\.$/m);
    expect(stderr).toMatch(
      /\n\nOur Actions were taken off post-login of dev, and are still in the tenant\. .*npm run destroy -- dev/,
    );
    expect(bound(server)).toEqual(FOREIGN);
    endedWith(0, await destroy());
    expect(managed()).toEqual([]);
  });

  it("says once what to do when it is stopped after ours are off the trigger", async () => {
    server.tenant.actions.delete(server.tenant.actions.list({ name: "Not listed" })[0]!.id, true);
    await deployed();
    const { process: child, ended } = promotion.start("destroy", "dev", ["--yes"]);
    tenant.onWrite = async () => {
      child.kill("SIGTERM");
      return undefined;
    };
    const { stderr } = endedWith(143, await ended);
    tenant.onWrite = async () => undefined;
    expect(stderr).toMatch(
      /Stopped by SIGTERM\. Started before that:\n(?: {2}.*\n)* {2}taking ours off post-login\nNothing was started after it\. Run the same command again: it resumes from here\.\n$/,
    );
    expect(bound(server)).toEqual(FOREIGN);
    endedWith(0, await destroy());
    expect(managed()).toEqual([]);
  });

  it("removes ours although a listed Action of somebody else's is gone, and where nothing else is bound", async () => {
    server.tenant.actions.delete(server.tenant.actions.list({ name: "Not listed" })[0]!.id, true);
    await deployed();
    for (const name of FOREIGN) server.tenant.actions.delete(server.tenant.actions.list({ name })[0]!.id, true);
    const { stdout } = endedWith(0, await destroy());
    expect(stdout).toContain("nothing is bound");
    expect(server.tenant.actions.list({ trigger: "post-login" })).toEqual([]);
  });

  it("points to adopt where the state was lost", async () => {
    promotion.configs.dev = { ...promotion.configs.dev!, before: [], after: [] };
    endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
    rmSync(join(promotion.output, "../.state/dev.tfstate"));
    const { stdout } = endedWith(0, await destroy());
    expect(stdout).toContain("Verify feedback - MFA challenge (");
    expect(stdout).toContain("npm run adopt -- dev");
    expect(bound(server)).toEqual(OURS);
    // Rotating would send nothing, and telling to deploy first would lead nowhere.
    expect(await promotion.run("rotate", "dev", ["--yes"])).toMatchObject({
      exit: 1,
      stderr: expect.stringMatching(/Was the state lost\?[\s\S]*npm run adopt -- dev/),
    });
    const { stdout: status } = await promotion.run("status", "dev");
    expect(status).toContain("Terraform's state is empty; Actions were looked up by their names.\n");
    expect(status).toContain("If the state is lost: npm run adopt -- dev\n");
  });
});
