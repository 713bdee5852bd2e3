import type { ServiceRateLimit } from "../entities";
import { formatDate } from "./date";

/** A Service's rate limit on the wire. */
export function formatRateLimit(limit: ServiceRateLimit, origin: string) {
  const { sid, serviceSid, accountSid, uniqueName, description, dateCreated } = limit;
  const url = `${origin}/v2/Services/${serviceSid}/RateLimits/${sid}`;
  return {
    sid,
    service_sid: serviceSid,
    account_sid: accountSid,
    unique_name: uniqueName,
    description,
    date_created: formatDate(dateCreated),
    date_updated: formatDate(dateCreated),
    url,
    links: { buckets: `${url}/Buckets` },
  };
}
