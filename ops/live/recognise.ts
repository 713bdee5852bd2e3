import { type FeedbackKey, feedbackKeys, isFeedbackKey } from "../../stacks/actions";
import { withoutLineBreaks } from "../support/tenant-text";
import { type ActionSource, readSource } from "./action-source";
import { builtFrom } from "./built-from";
import { effectsIn } from "./code-effects";
import type { Effects, Seen } from "./found-effects";

/** What one Action's code does, as far as can be read from it. */
export interface Recognised {
  /** Whether it was built from our sources. */
  own: boolean;
  /** Ours whose work it does or may do; empty for somebody else's Action. */
  jobs: FeedbackKey[];
  /** Whether that is all that it does. Without that a user has to say whether it may be replaced. */
  sure: boolean;
  /** Whether it does nothing that anybody could miss. */
  idle: boolean;
  /** What speaks for it; empty where it does nothing. */
  seen: Seen[];
  /** Whether it tells Verify about codes, or may, whatever else it does. */
  reports: boolean;
  /** Whether it makes MFA happen, whatever else it does. */
  challenges: boolean;
  /** What pauses the login, e.g. `redirect.sendUserTo`; such an Action belongs into `after`. */
  pauses: string[];
}

/** What a challenge may read and still be replaceable by ours: whether MFA is due, and how the login came. */
const ABOUT_MFA =
  /^(user\.(enrolledFactors|multifactor|phone_number|phone_verified|user_id)|authentication(\.methods)?|transaction\.protocol|session\.id)$/;
const MFA_WORD = /^(challengeWith|enrollWith)(Any)?$/;
const VERIFY_WORD = /^verifications$|\/Verifications\b/;
const PAUSE_WORD = /^((challengeWith|enrollWith)(Any)?|sendUserTo)$/;

/**
 * Reads the code of an Action that somebody wrote in the dashboard. It does the work of ours when it does nothing but
 * challenge or enrol a phone, or nothing but tell Verify `approved`. Anything else makes it somebody else's; if its
 * code can't be followed, the user decides.
 */
export function recognise(code: string): Recognised {
  const own = builtFrom(code);
  if (own && isFeedbackKey(own)) return ours(own);
  try {
    const source = readSource(code);
    const judged = judge(effectsIn(source), source);
    return own ? { ...judged, own: true, jobs: [], sure: true, seen: [{ kind: "own-source", key: own }] } : judged;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return unreadable(code);
  }
}

function ours(key: FeedbackKey): Recognised {
  const challenges = key === "mfaChallenge";
  const pauses = challenges ? ["challengeWith", "enrollWith"] : [];
  return {
    own: true,
    jobs: [key],
    sure: true,
    idle: false,
    seen: [{ kind: "own-source", key }],
    reports: !challenges,
    challenges,
    pauses,
  };
}

/** No CommonJS, such as modules. */
function unreadable(code: string): Recognised {
  const words = new Set(code.split(/\W+|(?=\/Verifications)/));
  const jobs = jobsIn(words);
  const [reports, challenges] = [jobs.includes("mfaFeedback"), jobs.includes("mfaChallenge")];
  const pauses = [...words].filter((word) => PAUSE_WORD.test(word));
  return {
    own: false,
    jobs,
    sure: false,
    idle: false,
    seen: [{ kind: "not-commonjs" }],
    reports,
    challenges,
    pauses,
  };
}

function judge(effects: Effects, source: ActionSource): Recognised {
  const { mfa, others, doubts } = effects;
  const about = doubts.length > 0 ? jobsIn(source.words) : [];
  const found = {
    own: false,
    idle: mfa.length + others.length + doubts.length === 0 && !effects.reports,
    // Names in the code may be strings, and are told in a sentence of ours.
    pauses: pausesIn(effects, source).map(withoutLineBreaks),
    reports: effects.reports || about.includes("mfaFeedback"),
    challenges: mfa.length > 0 || about.includes("mfaChallenge"),
  };
  const foreign = others.length > 0 ? others : foreignMfa(effects);
  if (foreign.length > 0) return { ...found, jobs: [], sure: true, seen: foreign };
  const unclear = [...doubts, ...conditions(effects)];
  if (mfa.length === 0 && !effects.reports) {
    return { ...found, jobs: about, sure: about.length === 0, seen: unclear };
  }
  const called = [...new Set(mfa.map(({ name }) => name.replace(/^authentication\./, "")))];
  const seen: Seen[] = [
    ...(called.length > 0 ? [{ kind: "api-calls" as const, names: called }] : []),
    ...(effects.reports ? [{ kind: "reports" as const, ...looksAt(source) }] : []),
    ...unclear,
  ];
  if (mfa.length > 0 && effects.reports) return { ...found, jobs: [...feedbackKeys], sure: false, seen };
  const plain = mfa.every(({ factors }) => factors?.every((type) => type === "phone"));
  const jobs: FeedbackKey[] = effects.reports ? feedbackJobs(source) : ["mfaChallenge"];
  return { ...found, jobs, sure: unclear.length === 0 && plain, seen };
}

/** MFA that ours is never about: other factors alone, or what the platform asks for at the end, under conditions. */
function foreignMfa({ mfa, reads }: Effects): Seen[] {
  const types = mfa.map(({ factors }) => factors);
  if (mfa.length > 0 && types.every((some) => some !== undefined && !some.includes("phone"))) {
    return [{ kind: "other-factors", factors: [...new Set(types.flatMap((some) => some ?? []))] }];
  }
  const conditional = reads.filter((read) => !ABOUT_MFA.test(read));
  const enables = mfa.some(({ name }) => name === "multifactor.enable");
  return enables && conditional.length > 0 ? [{ kind: "conditional-mfa", reads: conditional }] : [];
}

/** What a challenge is made to depend on; a report may depend on anything. */
function conditions({ mfa, reads }: Effects): Seen[] {
  const paths = mfa.length > 0 ? reads.filter((path) => !ABOUT_MFA.test(path)) : [];
  return paths.length > 0 ? [{ kind: "reads", paths }] : [];
}

/** By its names where calls can't be followed. */
function pausesIn({ pauses, doubts }: Effects, { words }: ActionSource): string[] {
  if (doubts.length === 0) return pauses;
  const named = [...words].filter((word) => PAUSE_WORD.test(word) && !pauses.some((call) => call.endsWith(`.${word}`)));
  const renders = words.has("prompt") && words.has("render") && !pauses.includes("prompt.render") ? ["render"] : [];
  return [...pauses, ...named, ...renders];
}

/** What the code may be about, by the words in it. */
function jobsIn(words: ReadonlySet<string>): FeedbackKey[] {
  const some = (pattern: RegExp) => [...words].some((word) => pattern.test(word));
  const challenges = some(MFA_WORD);
  const reports = some(VERIFY_WORD) && some(/approved/i);
  if (challenges && reports) return [...feedbackKeys];
  if (challenges) return ["mfaChallenge"];
  return reports ? ["passwordlessFeedback", "mfaFeedback"] : [];
}

function looksAt({ words }: ActionSource): { mfa: boolean; firstFactor: boolean } {
  return {
    mfa: words.has("mfa"),
    firstFactor: [...words].some((word) => /^(sms|tel)$|\bpasswordless/i.test(word)),
  };
}

function feedbackJobs(source: ActionSource): FeedbackKey[] {
  const { mfa, firstFactor } = looksAt(source);
  if (mfa === firstFactor) return ["passwordlessFeedback", "mfaFeedback"];
  return [mfa ? "mfaFeedback" : "passwordlessFeedback"];
}
