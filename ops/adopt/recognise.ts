import { type ActionKey, actionKeys, actionSource } from "../../stacks/actions";

/** What one Action's code does, as far as can be read from it. */
export interface Recognised {
  /** Ours that it may be; empty for an Action that does none of their work. */
  jobs: ActionKey[];
  /** What was seen, for the person who decides; `undefined` when `jobs` is empty. */
  because: string | undefined;
}

const REPORTS = /\bverifications\s*\(|\/Verifications\//;
const APPROVES = /\bapproved\b/i;
const CHALLENGES =
  /\.\s*(challengeWith|challengeWithAny|enrollWith|enrollWithAny)\s*\(|\bmultifactor\s*\.\s*enable\s*\(/;
const LOOKS_AT_MFA = /["'`]mfa["'`]/;
const LOOKS_AT_FIRST_FACTOR = /["'`](sms|tel)["'`]|\bpasswordless/i;
const BUILT_FROM = /^\/\/ Built from actions\/([a-z-]+)\.ts/;

/** Which of ours this code was built from; `undefined` for anybody else's. */
export function builtFrom(code: string): ActionKey | undefined {
  const source = BUILT_FROM.exec(code)?.[1];
  return actionKeys.find((key) => actionSource(key) === source);
}

/**
 * Reads the code of an Action that somebody wrote in the dashboard: one that tells Verify `approved` is a feedback, one
 * that calls `challengeWith` and the like makes MFA happen. Comments don't count.
 */
export function recognise(code: string): Recognised {
  const own = builtFrom(code);
  if (own) return { jobs: [own], because: `was built from actions/${actionSource(own)}.ts` };
  const text = withoutComments(code);
  const reports = REPORTS.test(text) && APPROVES.test(text);
  const challenges = CHALLENGES.exec(text)?.[1] ?? (CHALLENGES.test(text) ? "multifactor.enable" : undefined);
  if (reports && challenges)
    return { jobs: [...actionKeys], because: `calls ${challenges}, and reports codes to Verify` };
  if (challenges) return { jobs: ["mfaChallenge"], because: `calls ${challenges}` };
  if (!reports) return { jobs: [], because: undefined };
  const mfa = LOOKS_AT_MFA.test(text);
  const firstFactor = LOOKS_AT_FIRST_FACTOR.test(text);
  if (mfa && !firstFactor) return { jobs: ["mfaFeedback"], because: "reports codes to Verify, and looks at MFA" };
  if (firstFactor && !mfa) {
    return { jobs: ["passwordlessFeedback"], because: "reports codes to Verify, and looks at the first factor" };
  }
  const because = mfa ? "reports codes to Verify, and looks at both factors" : "reports codes to Verify";
  return { jobs: ["passwordlessFeedback", "mfaFeedback"], because };
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
}
