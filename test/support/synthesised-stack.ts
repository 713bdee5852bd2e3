import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { compileOurActions } from "../../stacks/bundling";
import { defineTenants } from "../../stacks/tenant";
import type { TenantConfig } from "../../stacks/tenant-schema";
import { TenantStack } from "../../stacks/tenant-stack";

/** What of a stack's document the tests look at and change. */
export interface StackDocument {
  // biome-ignore lint/suspicious/noExplicitAny: Terraform's JSON syntax, addressed by name
  [name: string]: any;
}

/** A folder that looks like the repository after a synth: state goes to its `.state`, as in a real deploy. */
export interface SynthesisedStack {
  /** Where Terraform runs. */
  folder: string;
  /** The state file that the stack's backend names. */
  stateFile: string;
  /** Writes the stack anew; `edit` may change its document, for what tenants.ts can't say. */
  synth(
    tenant: Partial<TenantConfig>,
    edit?: (document: StackDocument) => void,
    lookupPublicKeys?: readonly string[],
  ): void;
  /** The text of cdk.tf.json. */
  text(): string;
  remove(): void;
}

/** The stack of a tenant named `sandbox` on `domain`, in a temporary folder. Nothing is written before `synth`. */
export async function synthesisedStack(domain: string): Promise<SynthesisedStack> {
  const compiled = await compileOurActions();
  const root = mkdtempSync(join(tmpdir(), "stack-"));
  const outdir = join(root, "cdktf.out");
  const folder = join(outdir, "stacks/sandbox");
  const file = join(folder, "cdk.tf.json");
  return {
    folder,
    stateFile: join(root, ".state/sandbox.tfstate"),
    synth(tenant, edit, lookupPublicKeys) {
      const tenants = defineTenants({ sandbox: { domain, credentials: "auth-token", ...tenant } });
      const app = new App({ outdir, stackTraces: false, skipValidation: true });
      new TenantStack(app, "sandbox", { tenant: tenants.sandbox, compiled, lookupPublicKeys });
      app.synth();
      if (edit === undefined) return;
      const document = JSON.parse(readFileSync(file, "utf8"));
      edit(document);
      writeFileSync(file, JSON.stringify(document));
    },
    text: () => readFileSync(file, "utf8"),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Values for the stack's secrets, well-formed and fake. */
export const SECRETS = {
  TWILIO_ACCOUNT_SID: `AC${"0123456789abcdef".repeat(2)}`,
  TWILIO_AUTH_TOKEN: "fake-auth-token-of-the-first-rotation",
  TWILIO_VERIFY_SID: `VA${"fedcba9876543210".repeat(2)}`,
};

/** The secrets as Terraform's environment has them. */
export function secretVariables(secrets: Record<string, string> = SECRETS): Record<string, string> {
  return Object.fromEntries(Object.entries(secrets).map(([name, value]) => [`TF_VAR_${name}`, value]));
}
