import { type FeedbackKey, feedbackKeys } from "../../../stacks/actions";
import { builtFrom } from "../../live/built-from";
import { type PostLoginAction, running } from "../../live/post-login-actions";
import { type Recognised, recognise } from "../../live/recognise";
import type { Choice } from "./choices";
import type { Evidence } from "./evidence";

/** An Action of the tenant that may be taken over, and why. */
export interface Candidate {
  action: PostLoginAction;
  /** What speaks for it; `undefined` when a user named it. */
  because: Evidence | undefined;
  /** Whether ours do all that it does, so far as can be read; absent when a user named it. */
  sure?: boolean;
}

/** What becomes of one of ours. */
export type Match =
  /** Taken over. */
  | ({ kind: "adopt" } & Candidate)
  /** The state holds it already. */
  | { kind: "held"; id: string }
  /** There is none: it is created. */
  | { kind: "create" }
  /** A user has to say; `named` is what they said, when it fits several Actions or none. */
  | { kind: "unclear"; candidates: Candidate[]; named?: string };

export type Matches = Record<FeedbackKey, Match>;

export interface MatchInput {
  /** Bound ones first, in order. */
  actions: readonly PostLoginAction[];
  /** Ids of those that the state holds already. */
  held: ReadonlyMap<FeedbackKey, string>;
  /** The names that ours have. */
  names: Readonly<Record<FeedbackKey, string>>;
  /** Names that tenants.ts lists as somebody else's: when in doubt, theirs. */
  listed: readonly string[];
  choices: ReadonlyMap<FeedbackKey, Choice>;
}

/**
 * Finds the Actions that do the work of ours: what a user said first, then what has our code, then what the code of the
 * bound ones says, with their order where the code leaves it open. What may do more than ours is left to a user.
 */
export function matchActions({ actions, held, names, listed, choices }: MatchInput): Matches {
  const matches = new Map<FeedbackKey, Match>();
  const taken = new Set(held.values());
  const settle = (key: FeedbackKey, match: Match) => {
    matches.set(key, match);
    if (match.kind === "adopt") taken.add(match.action.id);
  };
  for (const [key, id] of held) settle(key, { kind: "held", id });
  for (const [key, choice] of choices) {
    if (!matches.has(key)) settle(key, chosen(choice, actions));
  }
  const open = () => feedbackKeys.filter((key) => !matches.has(key));
  const free = () => actions.filter(({ id }) => !taken.has(id));
  for (const key of open()) {
    const own = preferBound(free().filter((action) => builtFrom(running(action)) === key));
    if (own.length > 0) settle(key, single(own.map((action) => ({ action, because: oneOfOurs(key) }))));
  }
  const guesses = narrowed(
    free().filter(({ name, position }) => position !== undefined || Object.values(names).includes(name)),
    { open: open(), known: matches, names, listed },
  );
  for (const key of open()) {
    const candidates = guesses.filter(({ jobs }) => jobs.includes(key));
    const [only] = candidates;
    const sure = candidates.length === 1 && only?.jobs.length === 1 && only.sure;
    if (candidates.length === 0) settle(key, { kind: "create" });
    else settle(key, sure ? single(candidates) : { kind: "unclear", candidates });
  }
  return Object.fromEntries(feedbackKeys.map((key) => [key, matches.get(key)])) as Matches;
}

function oneOfOurs(key: FeedbackKey): Evidence {
  return { seen: [{ kind: "own-source", key }] };
}

function chosen(choice: Choice, actions: readonly PostLoginAction[]): Match {
  if (choice === "none") return { kind: "create" };
  const byId = actions.filter(({ id }) => id === choice.is);
  const named = byId.length > 0 ? byId : preferBound(actions.filter(({ name }) => name === choice.is));
  const [only] = named;
  if (only && named.length === 1) return { kind: "adopt", action: only, because: undefined };
  return { kind: "unclear", named: choice.is, candidates: named.map((action) => ({ action, because: undefined })) };
}

function preferBound(actions: PostLoginAction[]): PostLoginAction[] {
  const bound = actions.filter(({ position }) => position !== undefined);
  return bound.length > 0 ? bound : actions;
}

function single(candidates: Candidate[]): Match {
  const [only] = candidates;
  return only && candidates.length === 1
    ? { kind: "adopt", action: only.action, because: only.because }
    : { kind: "unclear", candidates };
}

interface Reading {
  jobs: FeedbackKey[];
  /** Whether that is all that it does. */
  sure: boolean;
  because: Evidence;
}

type Guess = Candidate & Reading;

interface Narrowing extends Pick<MatchInput, "names" | "listed"> {
  open: readonly FeedbackKey[];
  known: ReadonlyMap<FeedbackKey, Match>;
}

/** What each Action may be. A report that may be either comes before the challenge, or after it. */
function narrowed(actions: readonly PostLoginAction[], { open, known, names, listed }: Narrowing): Guess[] {
  const read = actions.map((action) => ({ action, ...named(recognise(running(action)), action.name, names) }));
  const challenge = positionOfChallenge(read, known);
  const guesses = read.map((guess) => byOrder(guess, challenge));
  const sure = (job: FeedbackKey) => guesses.filter(({ jobs }) => jobs.length === 1 && jobs[0] === job).length === 1;
  return guesses
    .filter((guess) => guess.sure || !listed.includes(guess.action.name))
    .map(({ jobs, ...guess }) => {
      // One that does everything is always left to the user.
      if (jobs.length !== 2) return { ...guess, jobs };
      return { ...guess, jobs: jobs.filter((job) => open.includes(job) && !sure(job)) };
    })
    .filter(({ jobs }) => jobs.some((job) => open.includes(job)));
}

/** One with a name of ours is ours if its code may be, or does nothing; else a user has to say so. */
function named({ jobs, sure, idle, seen }: Recognised, name: string, names: Narrowing["names"]): Reading {
  const key = feedbackKeys.find((candidate) => names[candidate] === name);
  if (key === undefined) return { jobs, sure, because: { seen } };
  if (jobs.includes(key)) return { jobs: [key], sure, because: { seen } };
  return { jobs: [key], sure: idle, because: { seen, hasOurName: true } };
}

function byOrder(guess: { action: PostLoginAction } & Reading, challenge: number | undefined): Guess {
  const { position = 0 } = guess.action;
  if (guess.jobs.length !== 2 || challenge === undefined) return guess;
  const after = position > challenge;
  const because: Evidence = { ...guess.because, side: after ? "after" : "before" };
  return { ...guess, jobs: [after ? "mfaFeedback" : "passwordlessFeedback"], because };
}

/** `undefined` when it is not clear which one it is, or it is not bound. */
function positionOfChallenge(
  read: readonly ({ action: PostLoginAction } & Reading)[],
  known: ReadonlyMap<FeedbackKey, Match>,
): number | undefined {
  const match = known.get("mfaChallenge");
  if (match) return match.kind === "adopt" ? match.action.position : undefined;
  const challenges = read.filter(({ jobs }) => jobs.length === 1 && jobs[0] === "mfaChallenge");
  return challenges.length === 1 ? challenges[0]?.action.position : undefined;
}
