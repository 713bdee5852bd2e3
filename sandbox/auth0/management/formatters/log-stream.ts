import type { LogStream } from "../../store/entities";

/** The stream with its sink as sent, secrets in clear, as the platform does. */
export function formatLogStream({ extras, ...stream }: LogStream) {
  return { ...stream, ...extras };
}
