import { type Behaviour, mayBeRetried } from "./faults";
import { wrongDecisions } from "./judge-challenge";
import { leaks } from "./leaks";
import { type Limit, limits } from "./limits";
import { limitOfLooking } from "./limits-of-looking";
import type { ActionRun, Login } from "./login";
import { untrueLines } from "./untrue-lines";
import { type Code, isAlive } from "./verify";
import type { World } from "./world";

/** The one wrong approval that nobody can see who does not know the enrolled number. */
export const UNSEEN = "another number is enrolled, and somebody else's code is pending at the proven one";

/** How long a tenant that is asked for too many tokens is left alone, in ms. */
const QUOTA_PAUSE_MS = 10_000;

/** What is to be said of one login. */
export interface Verdict {
  login: Login;
  sent: number;
  typed: number;
  reported: number;
  limits: Limit[];
  missed: string[];
  /** Causes of approvals that were given to codes which the person did not type. */
  wrong: string[];
  /** Requests that had nothing, or nothing any more, to tell or to ask. */
  needless: string[];
  leaks: string[];
  /** What the Actions logged of their reports that is not so. */
  untrue: string[];
  /** Milliseconds that all our Actions together held it. */
  heldMs: number;
  /** What the Actions broke. */
  broken: string[];
  /** What mfa-challenge should have decided otherwise. */
  challenge: string[];
}

/** Judges a login by what the person really did. Only once the whole episode is over: a later login may report its code. */
export function judge(world: World, login: Login): Verdict {
  const typed = login.codes.filter(({ typedAt }) => typedAt !== undefined);
  const open = typed.filter((code) => !isReported(code)).map((code) => ({ code, limit: limitOf(world, login, code) }));
  return {
    login,
    sent: login.codes.length,
    typed: typed.length,
    reported: typed.length - open.length,
    limits: open.flatMap(({ limit }) => limit ?? []),
    missed: open.flatMap(({ code, limit }) => (limit ? [] : `a ${code.step} code was typed and not reported`)),
    wrong: login.runs.flatMap((run) => wrongApprovals(world, login, run)),
    needless: login.runs.flatMap((run) => [...needlessReports(world, login, run), ...needlessTokens(world, run)]),
    leaks: leaks(login, [
      ...Object.values(world.tenant.secrets).flatMap((secrets) => Object.values(secrets)),
      ...world.management.issued,
    ]),
    untrue: untrueLines(login),
    heldMs: login.runs.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0),
    broken: breaks(login),
    challenge: wrongDecisions(world, login),
  };
}

/** Verify counts by verification: the code is used once that is approved, after it was typed. */
function isReported({ verification, typedAt }: Code): boolean {
  return verification.approvedAt !== undefined && verification.approvedAt >= typedAt!;
}

function limitOf(world: World, login: Login, code: Code): Limit | undefined {
  const run = login.runs.find(({ action }) => action === reporter(code));
  if (!run) return undefined;
  const at = run.requests.at(-1)?.at ?? run.endedAt;
  if (code.verification.codes[0] !== code && !isAlive(code.verification, at)) {
    return run.requests.some(({ approved }) => approved) ? limits.newer : limits.ended;
  }
  return wasRefused(world, login, run) ? limits.refused : limitOfLooking(world, login, run, code);
}

function reporter({ step }: Code): ActionRun["action"] {
  return step === "mfa" ? "mfaFeedback" : "passwordlessFeedback";
}

/** Every try failed by Verify's doing, and another was not to be had. */
function wasRefused({ settings }: World, login: Login, run: ActionRun): boolean {
  const last = run.requests.at(-1)?.behaviour;
  if (!last || last.fault === "none") return false;
  const held = login.runs.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0);
  return run.requests.length > 1 || !mayBeRetried(last) || held + 400 >= settings.mfaFeedback.deadlineMs;
}

function wrongApprovals({ looksUp }: World, login: Login, run: ActionRun): string[] {
  return run.requests.flatMap(({ approved, number, at }) => {
    if (!approved || approved.codes.some((code) => isTheirs(login, code) && code.typedAt! <= at)) return [];
    const typed = login.codes.filter((code) => code.typedAt !== undefined && reporter(code) === run.action);
    if (typed.some(({ to, verification }) => to === number && !isAlive(verification, at))) return [];
    const { proven, carried, enrolledPhone } = login.person;
    if (
      !looksUp &&
      run.action === "mfaFeedback" &&
      typed.length > 0 &&
      proven.includes(number) &&
      enrolledPhone !== number
    ) {
      return UNSEEN;
    }
    if (carried.includes(number) && number !== enrolledPhone) return "a number that nobody proved";
    return approved.codes.some(({ person }) => person === login.person.id)
      ? "a code of theirs that they did not type"
      : "somebody else's code";
  });
}

function isTheirs({ person }: Login, code: Code): boolean {
  return code.person === person.id && code.typedAt !== undefined;
}

/** Reports that have nothing, or nothing any more, to tell. */
function needlessReports(world: World, login: Login, run: ActionRun): string[] {
  if (run.requests.length === 0) return [];
  const found: string[] = [];
  if (run.requests.slice(0, -1).some(({ behaviour }) => isTaken(behaviour))) found.push("one code was reported twice");
  const typed = login.codes.some((code) => code.typedAt !== undefined && reporter(code) === run.action);
  if (!typed && (run.action === "mfaFeedback" || !inSession(login))) found.push("a report without a code");
  if (!typed && inSession(login) && world.tenant.hasSessionMetadata && wasRemembered(login)) {
    found.push("single sign-on reported a code again");
  }
  return found;
}

/** A token is good for many look-ups, and one that was refused for want of quota is not asked for at once. */
function needlessTokens({ management }: World, run: ActionRun): string[] {
  return management.tokenRequests
    .filter((request) => request.run === run)
    .flatMap(({ at, instance, needless }) => {
      const refused = management.tokenRequests.some((earlier) => {
        const answeredAt = earlier.at + earlier.behaviour.delayMs;
        const toldSo = earlier.behaviour.fault === "rate limit" && earlier.run.endedAt >= answeredAt;
        return earlier.instance === instance && toldSo && answeredAt < at && at < answeredAt + QUOTA_PAUSE_MS;
      });
      return [
        ...(needless ? ["a token was asked for while there was one"] : []),
        ...(refused ? ["a token was asked for again, though the quota was used up"] : []),
      ];
    });
}

function isTaken({ fault }: Behaviour): boolean {
  return fault === "none";
}

function inSession({ request }: Login): boolean {
  return request.flow === "single sign-on";
}

function wasRemembered({ session }: Login): boolean {
  return session?.settled === true;
}

function breaks({ runs, end, why }: Login): string[] {
  const feedback = runs.filter(({ action }) => action !== "mfaChallenge");
  const meddling = feedback.flatMap(({ calls }) => calls.filter(({ name }) => !name.endsWith(".setMetadata")));
  const unknown = runs.some(
    ({ event }) => (event as { user: { enrolledFactors?: unknown } }).user.enrolledFactors === undefined,
  );
  return [
    ...runs.flatMap(({ action, error }) => (error === undefined ? [] : `${action} threw`)),
    ...meddling.map(({ name }) => `a feedback Action called ${name}`),
    ...(end === "broken" && runs.every(({ error }) => error === undefined) && !unknown ? [why ?? "?"] : []),
  ];
}
