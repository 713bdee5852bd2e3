import { compileOurActions } from "./stacks/bundling";
import { announce, createApp, synthesize } from "./stacks/synthesize";
import { TenantStack } from "./stacks/tenant-stack";
import { tenants } from "./tenants";

const app = createApp();
const compiled = compileOurActions();
for (const [name, tenant] of Object.entries(tenants)) {
  new TenantStack(app, name, { tenant, compiled });
}
announce(synthesize(app));
