// npm run deploy -- <tenant>: synthesises the stacks and brings one tenant to what its stack says.
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { Command } from "commander";
import { repoRoot } from "../../stacks/repo-root";
import type { Tenant } from "../../stacks/tenant";
import { tenants } from "../../tenants";
import { deploy } from "../deploy/deploy";
import { confirmationImpossible, exitCodes, unknownTenant } from "../errors";

const help = `
Exit codes:
  ${exitCodes.done}  applied, or nothing to do
  ${exitCodes.failed}  Terraform or the tenant said no
  ${exitCodes.notReady}  an argument, tenants.ts, credentials or secrets are not ready
  ${exitCodes.unlistedActions}  the post-login trigger holds Actions that tenants.ts does not list
  ${exitCodes.declined}  not confirmed

The environment gives the credentials (AUTH0_…) and the Actions' secrets (TF_VAR_TWILIO_…); the local tenant needs none.`;

/** The stacks are written when main.ts is loaded, as `npm run synth` does. */
async function synthesise(name: string): Promise<string> {
  await import("../../main");
  return join(process.env.CDKTF_OUTDIR ?? join(repoRoot, "cdktf.out"), "stacks", name);
}

async function confirm(name: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Ctrl-D ends the input without an answer; the question alone would wait for ever.
  const ended = new Promise<string>((resolve) => terminal.once("close", () => resolve("")));
  const answer = await Promise.race([terminal.question(`\nApply this to ${name}? Only "yes" does: `), ended]);
  terminal.close();
  const confirmed = answer.trim() === "yes";
  if (!confirmed) process.stdout.write("Nothing was changed.\n");
  return confirmed;
}

async function main(name: string | undefined, options: { yes?: boolean; rotateSecrets?: boolean }): Promise<void> {
  const known: Record<string, Tenant> = tenants;
  const tenant = name === undefined || !Object.hasOwn(known, name) ? undefined : known[name];
  if (name === undefined || tenant === undefined) throw unknownTenant(name, Object.keys(known));
  if (!options.yes && !process.stdin.isTTY) throw confirmationImpossible(name);
  process.exitCode = await deploy({
    name,
    tenant,
    synthesise: () => synthesise(name),
    confirm: async () => options.yes === true || confirm(name),
    env: process.env,
    rotateSecrets: options.rotateSecrets === true,
  });
}

new Command("npm run deploy --")
  .description("Brings an Auth0 tenant of tenants.ts to what its stack says.")
  .argument("[tenant]", "its name in tenants.ts")
  .option("--yes", "apply without asking")
  .option("--rotate-secrets", "send the Actions' secrets again, with the values in the environment")
  .addHelpText("after", help)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : exitCodes.notReady))
  .action(main)
  .parseAsync();
