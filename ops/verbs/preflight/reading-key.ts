import { hasSecrets } from "../../../stacks/feedback";
import { twilioClient } from "../../twilio/client";
import { askTwilio } from "./ask-twilio";
import { defineCheck } from "./check";

/** With the last send checked, every report needs it; of looked-up numbers, those of people with several phones. */
export const readingKey = defineCheck({
  name: "reading-key",
  passed: "the Twilio credentials may read verifications where a setting needs it",
  failed: "the Twilio credentials may not read verifications",
  needs: ["verifyService"],
  run({ name, tenant, env }) {
    const { checkLastSend, enrolledNumber } = tenant.settings.mfaFeedback;
    if (tenant.feedback === "log-stream" || !(checkLastSend || enrolledNumber) || !hasSecrets(tenant)) return {};
    return askTwilio(async () => {
      if (await twilioClient(tenant, env).canReadVerifications()) return {};
      const problem = {
        what: checkLastSend
          ? "The Twilio key may not read verifications, so no last send can be checked and no MFA is reported."
          : "The Twilio key may not read verifications, so the MFA of people with several enrolled phones is not reported.",
        where: `tenants.ts, ${name}.settings.mfaFeedback.${checkLastSend ? "checkLastSend" : "enrolledNumber"}`,
        fix: "Give the restricted key the permission /twilio/verify/verification/read (Twilio console: API keys & tokens).",
      };
      return checkLastSend ? { problems: [problem] } : { warnings: [problem] };
    });
  },
});
