import { unlistedActions } from "../../live/unlisted-actions";
import { writesTrigger } from "../../live/writes-trigger";
import { defineCheck } from "./check";

export const trigger = defineCheck({
  name: "trigger",
  passed: "every Action on the trigger is ours or listed in tenants.ts",
  failed: "unlisted Actions on the trigger",
  needs: ["bound", "actions", "ours"],
  run({ name, tenant, expected }, { bound, actions, ours }) {
    if (!writesTrigger(expected, bound, ours)) return {};
    return { problems: unlistedActions(name, tenant, bound, ours, actions) };
  },
});
