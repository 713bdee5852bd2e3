import { defineCheck } from "./check";

export const secrets = defineCheck({
  name: "secrets",
  passed: "the secrets are set and well-formed",
  failed: "secrets are missing or malformed",
  needs: ["secrets"],
  run: (_, { secrets: problems }) => ({ problems }),
});
