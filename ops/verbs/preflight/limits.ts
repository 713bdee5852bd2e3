import { limitProblems } from "../../live/actions";
import { defineCheck } from "./check";

export const limits = defineCheck({
  name: "limits",
  passed: "the tenant has room for our Actions",
  failed: "the tenant has no room for our Actions",
  needs: ["actions", "ours", "tenant"],
  run: ({ name, expected }, { ours, tenant: { facts } }) => ({ problems: limitProblems(name, expected, ours, facts) }),
});
