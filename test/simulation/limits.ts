/** Why Verify does not know that a code was used, when that is not the Actions' fault. */
export const limits = {
  ended: "re-sent within an older verification whose ten minutes ended",
  newer: "that, and a newer verification of the same number was approved",
  refused: "Verify did not accept the report",
  untold: "the tenant did not give the enrolled number",
  unread: "Verify did not say what is pending",
  unclear: "another code went to the user's phones at the same time",
  late: "no time was left for it",
} as const;

export type Limit = (typeof limits)[keyof typeof limits];
