import { defineCheck } from "./check";

export const feedbackKey = defineCheck({
  name: "feedback-key",
  passed: "the Twilio credentials may report feedback",
  failed: "the Twilio credentials may not report feedback",
  needs: ["verify"],
  run: (_, { verify }) => ({ problems: verify.key }),
});
