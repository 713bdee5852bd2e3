import { LogStream } from "@cdktf/provider-auth0/lib/log-stream";
import { Construct } from "constructs";
import { logStreamAddress, resourceName } from "./addresses";
import type { LogStreamSettings } from "./log-stream-settings";
import { LogStreamToken } from "./log-stream-token";
import { terraformLiteral } from "./terraform-literal";

/** Categories of what counts: `s`, `gd_enrollment_complete`, and `gd_auth_succeed`, which no other category names. */
const categories = ["auth.login.success", "user.notification", "other"];

export interface FeedbackLogStreamProps extends LogStreamSettings {
  /** Its name in Auth0. */
  streamName: string;
}

/**
 * The log stream that tells the receiver of logins. It has no PII configuration: numbers arrive readable without one, and
 * the provider would drop it at every other change of the stream.
 */
export class FeedbackLogStream extends Construct {
  constructor(scope: Construct, { streamName, url, receiver, priority }: FeedbackLogStreamProps) {
    super(scope, "feedback-log-stream");
    const { authorization } = new LogStreamToken(this);
    const stream = new LogStream(this, "stream", {
      name: terraformLiteral(streamName),
      type: "http",
      // Said, so that a stream which Auth0 or somebody paused is a difference, and a deploy resumes it.
      status: "active",
      isPriority: priority,
      filters: categories.map((name) => ({ type: "category", name })),
      sink: {
        httpEndpoint: terraformLiteral(url),
        httpContentType: "application/json",
        // Twilio hands a function the parsed body, and can't parse lines.
        httpContentFormat: receiver === "twilio-functions" ? "JSONARRAY" : "JSONLINES",
        httpAuthorization: authorization,
      },
    });
    stream.overrideLogicalId(resourceName(logStreamAddress));
  }
}
