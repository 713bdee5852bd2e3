import { twilioClient } from "../../twilio/client";
import { askTwilio } from "./ask-twilio";
import { defineCheck } from "./check";

/** Verify refuses a code for which a limit is named that it does not know. */
export const rateLimits = defineCheck({
  name: "rate-limits",
  passed: "the Verify service has the rate limits that tenants.ts names",
  failed: "the Verify service lacks rate limits that tenants.ts names",
  needs: ["verifyService"],
  run({ name, tenant, env }) {
    const named = Object.keys(tenant.settings.phoneProvider.rateLimits ?? {});
    if (tenant.phoneProvider === undefined || named.length === 0) return {};
    return askTwilio(async () => {
      const there = await twilioClient(tenant, env).rateLimits();
      if (there === undefined) return { skipped: "this key can't read rate limits; check them once with another key" };
      const missing = named.filter((limit) => !there.includes(limit));
      if (missing.length === 0) return {};
      const what = `The Verify service has no rate limit named ${missing.map((limit) => `"${limit}"`).join(", ")}, so no code would go out.`;
      const where = `tenants.ts, ${name}.settings.phoneProvider.rateLimits`;
      const fix =
        "Create it at the service (POST /v2/Services/{ServiceSid}/RateLimits, with a bucket), or correct the name.";
      return { problems: [{ what, where, fix }] };
    });
  },
});
