import { sendingClient } from "../../twilio/client";
import { askTwilio } from "./ask-twilio";
import { defineCheck } from "./check";

export const sendingKey = defineCheck({
  name: "sending-key",
  passed: "the Twilio key that sends may start verifications",
  failed: "the Twilio key that sends may not start verifications",
  needs: ["verifyService"],
  run({ tenant, env }) {
    if (tenant.phoneProvider === undefined) return {};
    const { client, variables } = sendingClient(tenant, env);
    return askTwilio(async () => {
      if (await client.canStartVerifications()) return {};
      const what = "Twilio does not let the key that sends start verifications, so no code would go out.";
      const fix =
        "Give the key the permission /twilio/verify/verification/create, or make a new one (Twilio console: API keys & tokens).";
      return { problems: [{ what, where: variables, fix }] };
    });
  },
});
