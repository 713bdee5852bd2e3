import { defineCheck } from "./check";

export const verifyService = defineCheck({
  name: "verify-service",
  passed: "Twilio accepts the credentials, and the Verify service accepts Auth0's codes",
  failed: "Twilio refuses the credentials, or the Verify service can't be used",
  needs: ["verify"],
  run: (_, { verify }) => ({ problems: verify.service, skipped: verify.unseen }),
});
