/** The platform's limits, from Auth0's docs (Actions limitations, entity limits, customise MFA) where nothing else is said. */
export const limits = {
  /** Bytes of code in one Action, dependencies not counted. */
  codeBytes: 100_000,
  /** Milliseconds for all Actions of a trigger together, up to a pause; the clock starts again after one. */
  segmentMs: 20_000,
  /** challengeWith, challengeWithAny, enrollWith and enrollWithAny in one login flow. */
  commandsPerFlow: 4,
  console: {
    /** Bytes kept of one execution; the rest is cut off silently (seen in Auth0's published test harness). */
    bufferBytes: 256 * 1024,
  },
  transactionMetadata: { keyCharacters: 64, valueBytes: 8 * 1024, totalBytes: 16 * 1024 },
  /** The same for sessions and refresh tokens. */
  sessionMetadata: { keys: 25, keyCharacters: 255, valueCharacters: 255 },
  cache: {
    keyBytes: 64,
    valueBytes: 4 * 1024,
    entries: 20,
    /** The docs' figure. Auth0's harness allows 16.25 KiB, so an Action that fits here fits there. */
    totalBytes: 8 * 1024,
    defaultTtlMs: 15 * 60_000,
    maxTtlMs: 24 * 60 * 60_000,
  },
  /** What the platform keeps of the reason for a drop or a retry. */
  notificationReasonCharacters: 1024,
  scope: { characters: 280, changes: 1000 },
  userIdCharacters: 128,
  validationErrorCharacters: 100,
  promptOptionsBytes: 24 * 1024,
} as const;
