import type { ActionRun, Login } from "./login";

/** What the Actions logged of their reports that is not what Verify saw. */
export function untrueLines({ runs }: Login): string[] {
  return runs.filter(({ action }) => action !== "mfaChallenge").flatMap((run) => untrue(run) ?? []);
}

function untrue({ lines, requests }: ActionRun): string | undefined {
  const outcome = /^verify-feedback \S+ (\S+)/.exec(lines.at(-1) ?? "")?.[1];
  const approved = requests.some((request) => request.approved);
  const last = requests.at(-1);
  if (outcome === "approved" && !approved) return "approved was logged, and nothing was";
  // What only one request reached was never in doubt.
  if (outcome === "approved:presumed" && requests.length < 2) return "an approval was presumed without a reason";
  if (outcome === "skipped:not-pending" && approved) return "not pending was logged, and a code was approved";
  // An answer that comes too late is not known.
  if (outcome === undefined || /^(approved|failed:timeout)/.test(outcome)) return undefined;
  return last?.approved && last.behaviour.fault === "none" ? "a code was approved, and it was not logged" : undefined;
}
