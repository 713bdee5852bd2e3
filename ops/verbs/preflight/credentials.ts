import { isPlaceholder } from "../../../stacks/tenant-schema";
import { defineCheck } from "./check";
import { foreignCredentials } from "./foreign-credentials";

export const credentials = defineCheck({
  name: "credentials",
  passed: "the credentials are this tenant's",
  failed: "the credentials are missing or don't work for this tenant",
  needs: ["access"],
  run({ name, tenant, env }, { access }) {
    const foreign = isPlaceholder(tenant) ? [] : foreignCredentials(name, tenant.domain, env);
    if ("value" in access) return { problems: foreign };
    const { refused = [], unreachable, why } = access;
    return { problems: [...foreign, ...refused], skipped: unreachable && why };
  },
});
