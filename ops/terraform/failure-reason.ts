/** Why Terraform failed, as far as its words tell. */
export type FailureReason = StateLocked | { kind: LockReason | ApplyReason };

/** Somebody holds the state's lock, and the backend says who. */
export interface StateLocked {
  kind: "state-locked";
  who: string;
  /** As Terraform writes it; `undefined` where it does not say. */
  since: string | undefined;
  /** The lock's; `undefined` where Terraform does not say. */
  id: string | undefined;
}

/** The lock is an object or a file beside the state. None of these errors means that somebody else holds it. */
type LockReason = "lock-disk-full" | "lock-refused" | "lock-unreachable" | "lock-held" | "lock-unknown";

type ApplyReason =
  /** What the provider was working on may be there without being in the state. */
  | "provider-ended"
  /** By a stop. What the request was to create may be there without being in the state. */
  | "request-cancelled"
  /** By the network, with the same consequence. */
  | "answer-lost"
  | "disk-full"
  | "interrupted"
  | "build-failed"
  | "build-slow"
  | "unmanaged-secret"
  | "scope-missing"
  | "credentials-refused"
  | "rate-limited"
  | "terraform-too-old"
  | "certificate-untrusted";

const DISK_FULL = /no space left on device|disk quota exceeded/i;

const lockReasons: readonly [LockReason, RegExp][] = [
  ["lock-disk-full", DISK_FULL],
  [
    "lock-refused",
    /AccessDenied|Access ?Denied|Forbidden|Unauthorized|AuthorizationFailed|AuthorizationPermissionMismatch|permission denied|read-only file system|status code:? 40[13]|ExpiredToken|InvalidAccessKeyId|SignatureDoesNotMatch/i,
  ],
  [
    "lock-unreachable",
    /no such host|connection re(fused|set)|i\/o timeout|deadline exceeded|network is unreachable|no route to host|TLS handshake|x509:|dial tcp|\bEOF\b/i,
  ],
  ["lock-held", /resource temporarily unavailable|HTTP remote state already locked|already locked|423|409/i],
];

const applyReasons: readonly [ApplyReason, RegExp][] = [
  ["disk-full", DISK_FULL],
  ["provider-ended", /the provider was ended/],
  // The provider says `Get`, `Post` and so on, and the address, unless it was told to stop.
  [
    "request-cancelled",
    /failed to send the request: (?:(?!Get )\w+ "[^"]+": )?(?:The operation was aborted|context canceled)/,
  ],
  // Not where no connection was made (`dial`), nor where a token was refused (`oauth2`).
  [
    "answer-lost",
    /failed to send the request: (?!Get )\w+ "[^"]+": (?!dial|oauth2)[^\n]*(?:deadline exceeded|timeout|\bEOF\b|reset by peer|broken pipe)/i,
  ],
  // Before the waits for a build: a wait that is cut short ends with the words of one that took too long as well.
  ["interrupted", /execution halted/],
  ["build-failed", /failed to build/],
  ["build-slow", /never reached (built|deployed) state/],
  ["unmanaged-secret", /Unmanaged Action Secret/],
  ["scope-missing", /403 Forbidden|insufficient[_ ]scope/i],
  ["credentials-refused", /401 Unauthorized/],
  ["rate-limited", /429 Too Many Requests/],
  ["terraform-too-old", /Unsupported (Terraform|OpenTofu) Core version/],
  ["certificate-untrusted", /x509: certificate/],
];

/** @param said Terraform's words. Gives `undefined` where they say nothing that is known here. */
export function failureReason(said: string): FailureReason | undefined {
  if (isLockFailure(said)) return lockHolder(said) ?? { kind: firstOf(lockReasons, said) ?? "lock-unknown" };
  const kind = firstOf(applyReasons, said);
  return kind && { kind };
}

/** Whether Terraform could not take the state's lock: somebody holds it, or it can't be written. */
export function isLockFailure(said: string): boolean {
  return /Error acquiring the state lock/.test(said);
}

function firstOf<Kind>(known: readonly [Kind, RegExp][], said: string): Kind | undefined {
  return known.find(([, pattern]) => pattern.test(said))?.[0];
}

function lockHolder(said: string): StateLocked | undefined {
  const field = (name: string) => new RegExp(`^[│ ]*${name}:[ \\t]+(\\S.*)$`, "m").exec(said)?.[1]?.trim();
  const who = field("Who");
  if (who === undefined) return undefined;
  return { kind: "state-locked", who, since: field("Created"), id: isFileLock(said) ? undefined : field("ID") };
}

/** The lock of a local state ends with the process that holds it, and Terraform refuses to release it from outside. */
function isFileLock(said: string): boolean {
  return /resource temporarily unavailable|another process has locked a portion of the file/.test(said);
}
