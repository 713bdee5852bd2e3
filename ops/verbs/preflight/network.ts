import { isPlaceholder } from "../../../stacks/tenant-schema";
import { defineCheck } from "./check";

export const network = defineCheck({
  name: "network",
  passed: "Auth0 and Twilio can be reached",
  failed: "Auth0 or Twilio can't be reached",
  needs: ["unreachable"],
  run({ tenant }, { unreachable }) {
    return { problems: unreachable, skipped: isPlaceholder(tenant) ? "there is no tenant yet" : undefined };
  },
});
