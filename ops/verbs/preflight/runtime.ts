import { runtimeProblems } from "../../live/actions";
import { defineCheck } from "./check";

export const runtime = defineCheck({
  name: "runtime",
  passed: "Auth0 offers the Actions' runtime",
  failed: "Auth0 does not offer the Actions' runtime",
  needs: ["runtimes"],
  run: ({ expected }, { runtimes }) => ({ problems: runtimeProblems(expected, { runtimes }) }),
});
