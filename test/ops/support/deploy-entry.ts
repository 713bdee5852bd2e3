// Runs a deploy as ops/cli/deploy.ts does, for a tenant that is given as an argument instead of standing in tenants.ts.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { deploy } from "../../../ops/deploy/deploy";
import { defineTenants } from "../../../stacks/tenant";
import { TenantStack } from "../../../stacks/tenant-stack";

const { outdir, config, confirmed, rotateSecrets } = JSON.parse(process.argv[2]!);
const { sandbox: tenant } = defineTenants({ sandbox: config });

async function synthesise(): Promise<string> {
  rmSync(outdir, { recursive: true, force: true });
  const app = new App({ outdir, stackTraces: false });
  new TenantStack(app, "sandbox", { tenant });
  app.synth();
  return join(outdir, "stacks/sandbox");
}

deploy({ name: "sandbox", tenant, synthesise, confirm: async () => confirmed, env: process.env, rotateSecrets }).then(
  (code) => {
    process.exitCode = code;
  },
);
