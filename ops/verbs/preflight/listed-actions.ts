import { listedProblems } from "../../live/actions";
import { defineCheck } from "./check";
import { pausingActions } from "./pausing-actions";

export const listedActions = defineCheck({
  name: "listed-actions",
  passed: "the Actions listed in tenants.ts exist and are in the right list",
  failed: "Actions listed in tenants.ts can't be bound, or are in the wrong list",
  needs: ["actions"],
  run: ({ name, tenant }, { actions }) => ({
    problems: listedProblems(name, tenant, { actions }),
    warnings: pausingActions(name, tenant, { actions }),
  }),
});
