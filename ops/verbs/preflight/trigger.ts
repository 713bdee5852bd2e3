import { unlistedActions } from "../../live/unlisted-actions";
import { writesTrigger } from "../../live/writes-trigger";
import { defineCheck } from "./check";

export const trigger = defineCheck({
  name: "trigger",
  passed: "every Action on the trigger is ours or listed in tenants.ts",
  failed: "unlisted Actions on the trigger",
  needs: ["bound", "actions", "ours"],
  run(subject, { bound, actions, ours }) {
    if (!writesTrigger(subject.expected, bound, ours)) return {};
    return { problems: unlistedActions(subject, bound, ours, actions) };
  },
});
