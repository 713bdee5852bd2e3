// Runs a deploy as `npm run deploy` does, for a tenant that is given as an argument instead of standing in tenants.ts.
import { deploy } from "../../../ops/deploy/deploy";
import { defineTenants } from "../../../stacks/tenant";

const { outdir, config, confirmed, rotateSecrets } = JSON.parse(process.argv[2]!);
const tenants = defineTenants({ sandbox: config });
process.env.CDKTF_OUTDIR = outdir;

const request = {
  name: "sandbox",
  tenant: tenants.sandbox,
  tenants,
  caller: process.env,
  json: false,
  yes: false,
  confirm: async () => confirmed,
};
deploy(request, { rotateSecrets }).then((code) => {
  process.exitCode = code;
});
