import { defineCheck } from "./check";

export const network = defineCheck({
  name: "network",
  passed: "Auth0 and Twilio can be reached",
  failed: "Auth0 or Twilio can't be reached",
  needs: ["unreachable"],
  run: (_, { unreachable }) => ({ problems: unreachable }),
});
