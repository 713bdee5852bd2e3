/** Why a code that was typed is not known to Verify as used, where that is no fault of the Actions. */
export const limits = {
  ended: "re-sent inside an older verification whose ten minutes ended",
  newer: "that, and a newer verification of the same number was approved",
  refused: "Verify did not take the report",
  untold: "the tenant did not tell the enrolled number",
  unread: "Verify did not tell what is pending",
  unclear: "another code went to the person's phones at the same time",
  late: "no time was left for it",
} as const;

export type Limit = (typeof limits)[keyof typeof limits];
