import type { Tone } from "../../components/badge";
import type { VerificationDocument } from "../../lib/documents";

/** A verification's status as a badge. */
export const statuses: Readonly<Record<VerificationDocument["status"], { word: string; tone: Tone }>> = {
  pending: { word: "pending", tone: "info" },
  approved: { word: "approved", tone: "good" },
  canceled: { word: "canceled", tone: "plain" },
  max_attempts_reached: { word: "max attempts reached", tone: "bad" },
  expired: { word: "expired", tone: "warn" },
};
