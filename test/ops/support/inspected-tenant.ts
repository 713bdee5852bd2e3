import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { lazyManagementClient } from "../../../ops/auth0/client";
import type { Environment } from "../../../ops/support/environment";
import { inspect } from "../../../ops/verbs/preflight/inspect";
import type { Inspection } from "../../../ops/verbs/preflight/inspection";
import { deployEnvironment, type LocalTenantServer, startServer } from "../../../packages/local-tenant/src/server";
import { credentials } from "../../../packages/local-tenant/test/support/fixed-credentials";
import { type CompiledActions, compileOurActions } from "../../../stacks/bundling";
import { repoRoot } from "../../../stacks/repo-root";
import { defineTenants } from "../../../stacks/tenant";
import type { Tenant, TenantConfig } from "../../../stacks/tenant-schema";
import { TenantStack } from "../../../stacks/tenant-stack";

/** What one inspection is made of; what is left out is in order. */
export interface Subject {
  config?: Partial<TenantConfig>;
  /** Beside what a deployer's shell holds; undefined unsets. */
  env?: Environment;
  /** The state's, by Terraform address. */
  actionIds?: Record<string, string>;
  /** Import blocks beside the stack. */
  imports?: { to: string; id: string }[];
  /** Default: true. */
  secrets?: boolean;
}

const IDLE = "exports.onExecutePostLogin = async () => {};";

/** A local tenant that a stack named `dev` is about to be deployed to, in order but for what a test does to it. */
export interface InspectedTenant {
  server: LocalTenantServer;
  /** Where the stack is written, as `cdktf.out`. */
  folder: string;
  inspect(subject?: Subject): Promise<Inspection>;
  /** Makes an Action for post-login, deployed and, if wanted, bound. Returns its id. */
  action(name: string, options?: { bound?: boolean; deployed?: boolean; trigger?: string; code?: string }): string;
  stop(): Promise<void>;
}

export async function startInspectedTenant(): Promise<InspectedTenant> {
  const dir = join(repoRoot, ".cache", "test-ca");
  const server = await startServer({ credentials, ports: { management: 0, verify: 0 }, dir, warn: () => {} });
  const { tenant, verifyUrl, authority } = server;
  const outdir = mkdtempSync(join(tmpdir(), "inspected-"));
  const settings = { passwordlessFeedback: { verifyOrigin: verifyUrl }, mfaFeedback: { verifyOrigin: verifyUrl } };
  const shell: Environment = {
    ...deployEnvironment(server.credentials, authority.bundleFile),
    SSL_CERT_FILE: authority.bundleFile,
  };
  return {
    server,
    folder: outdir,
    async inspect({ config = {}, env = {}, actionIds = {}, imports = [], secrets = true } = {}) {
      const { dev } = defineTenants({
        dev: { domain: tenant.domain, credentials: "auth-token", settings, ...config },
      });
      const given = { ...shell, ...env };
      const workspace = {
        name: "dev",
        tenant: dev,
        env: given,
        client: lazyManagementClient(dev.domain, given),
        folder: synthesised(outdir, dev),
        terraform: notNeeded,
      };
      writeFileSync(join(workspace.folder, "imports.tf.json"), JSON.stringify({ import: imports }));
      const state = { actionIds: new Map(Object.entries(actionIds)), replacedIds: new Map() };
      return inspect(workspace, { secrets, state: Promise.resolve(state) });
    },
    action(name, { bound = false, deployed = true, trigger = "post-login", code = IDLE } = {}) {
      const version = trigger === "post-login" ? "v3" : "v1";
      const { id } = tenant.actions.create({ name, trigger: { id: trigger, version }, code });
      if (deployed) tenant.actions.deploy(id);
      if (bound) tenant.bindings.append(id);
      return id;
    },
    async stop() {
      await server.stop();
      rmSync(outdir, { recursive: true, force: true });
    },
  };
}

let compiled: CompiledActions;
beforeAll(async () => {
  compiled = await compileOurActions();
});
/** What was synthesised last, by `outdir`. */
const written = new Map<string, string>();

/** One folder an `outdir`, written anew when the tenant is another. */
function synthesised(outdir: string, tenant: Tenant): string {
  const text = JSON.stringify(tenant);
  if (written.get(outdir) === text) return join(outdir, "stacks", "dev");
  written.set(outdir, text);
  const app = new App({ outdir, stackTraces: false, skipValidation: true });
  new TenantStack(app, "dev", { tenant, compiled });
  app.synth();
  return join(outdir, "stacks", "dev");
}

const notNeeded = {
  quiet: () => Promise.reject(new Error("An inspection runs no Terraform.")),
  state: () => Promise.reject(new Error("An inspection runs no Terraform.")),
  follow: () => Promise.reject(new Error("An inspection runs no Terraform.")),
  init: () => Promise.reject(new Error("An inspection runs no Terraform.")),
};
