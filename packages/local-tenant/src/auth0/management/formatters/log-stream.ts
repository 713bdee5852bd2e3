import type { LogStream } from "../../store/entities";

/**
 * The stream with its sink as sent. As on the platform the password of Mixpanel is masked, and every other secret, of
 * custom headers too, is in clear (recordings of the Terraform provider's own tests).
 */
export function formatLogStream({ extras, sink, ...stream }: LogStream) {
  const masked = "mixpanelServiceAccountPassword" in sink && { mixpanelServiceAccountPassword: "********" };
  return { ...stream, sink: { ...sink, ...masked }, ...extras };
}
