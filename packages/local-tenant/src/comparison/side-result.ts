import type { Attempt } from "../twilio";
import type { SideResult } from "./comparison-document";
import { fraudGuardModel } from "./fraud-guard-model";
import type { VisitResult } from "./visit";

const slotMs = 10 * 60_000;

/** Adds up the outcomes of everybody's visits. `begin`: when they began, by the tenant's clock. */
export function sideResult(results: readonly VisitResult[], attempts: readonly Attempt[], begin: number): SideResult {
  const honest = results.filter(({ visit }) => !visit.pumping);
  const count = (wanted: VisitResult["outcome"]) => honest.filter(({ outcome }) => outcome === wanted).length;
  const refused = new Set(honest.flatMap(({ sixthCode, visit }) => (sixthCode ? visit.user : [])));
  return {
    visits: {
      completed: count("completed"),
      gaveUp: count("gave-up"),
      refused: count("refused"),
      broken: count("broken"),
    },
    refusedPeople: refused.size,
    brokenBecause: reasonsOf(honest),
    codes: { sent: attempts.length, used: attempts.filter(({ converted }) => converted).length },
    fraudGuard: fraudGuardResult(results, attempts),
    conversion: conversionOverTime(attempts, begin),
  };
}

function reasonsOf(results: readonly VisitResult[]): SideResult["brokenBecause"] {
  const visits = new Map<string, number>();
  for (const result of results) {
    if (result.outcome === "broken") visits.set(result.reason, (visits.get(result.reason) ?? 0) + 1);
  }
  const reasons = [...visits].map(([reason, count]) => ({ reason, visits: count }));
  return reasons.sort((a, b) => b.visits - a.visits);
}

function fraudGuardResult(results: readonly VisitResult[], attempts: readonly Attempt[]): SideResult["fraudGuard"] {
  const pumpedNumbers = new Set(results.flatMap(({ visit }) => (visit.pumping ? visit.number : [])));
  const isPumped = ({ to }: Attempt) => pumpedNumbers.has(to);
  const verdicts = fraudGuardModel(attempts);
  const blocked = verdicts.flatMap((verdict) => verdict.blocked);
  const tally = (all: readonly Attempt[], ours: (attempt: Attempt) => boolean) => all.filter(ours).length;
  const isHonest = (attempt: Attempt) => !isPumped(attempt);
  return {
    honest: { codes: tally(attempts, isHonest), blocked: tally(blocked, isHonest) },
    pumped: { codes: tally(attempts, isPumped), blocked: tally(blocked, isPumped) },
    prefixes: verdicts
      .map(({ prefix, codes, used, blocked }) => {
        const pumped = attempts.filter((attempt) => attempt.to.startsWith(prefix) && isPumped(attempt)).length;
        return { prefix, codes, used, blocked: blocked.length, pumped };
      })
      .sort((a, b) => b.codes - a.codes),
  };
}

function conversionOverTime(attempts: readonly Attempt[], begin: number): SideResult["conversion"] {
  const slots = new Map<number, { sent: number; used: number }>();
  for (const { dateCreated, converted } of attempts) {
    const minute = Math.floor((dateCreated - begin) / slotMs) * (slotMs / 60_000);
    const slot = slots.get(minute) ?? { sent: 0, used: 0 };
    slots.set(minute, { sent: slot.sent + 1, used: slot.used + (converted ? 1 : 0) });
  }
  return [...slots].sort(([a], [b]) => a - b).map(([minute, slot]) => ({ minute, ...slot }));
}
