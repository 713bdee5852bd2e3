import { type Expected, expectedChallenge } from "./expected-challenge";
import type { ActionRun, Login } from "./login";
import { offeredFactors } from "./offered-factors";
import type { World } from "./world";

interface SeenEvent {
  authentication?: { methods?: unknown };
  user: { enrolledFactors?: { type: string }[] };
}

/** What mfa-challenge decided otherwise than the rules say; empty when it did as they say. */
export function wrongDecisions({ settings, aheadMs }: World, { request, runs }: Login): string[] {
  return runs
    .filter(({ action, error }) => action === "mfaChallenge" && error === undefined)
    .flatMap((run) => {
      const { authentication, user } = run.event as SeenEvent;
      const known = {
        request,
        methods: authentication?.methods,
        enrolled: user.enrolledFactors?.map(({ type }) => type),
        now: run.startedAt + aheadMs,
      };
      const expected = expectedChallenge(known, settings.mfaChallenge);
      const decided = decision(run, expected);
      const [should, does] = [expected, decided].map((one) => (typeof one === "string" ? one : sorted(one)));
      return JSON.stringify(should) === JSON.stringify(does)
        ? []
        : [`${words(expected)} expected, ${words(decided)} seen`];
    });
}

function decision({ calls }: ActionRun, expected: Expected): Expected {
  if (calls.some(({ name }) => name === "access.deny")) return "refused";
  const offered = calls.flatMap(({ name, args }) =>
    name.startsWith("authentication.challenge") ? offeredFactors(args) : [],
  );
  const enrols = calls.some(({ name }) => name.startsWith("authentication.enroll"));
  if (offered.length === 0 && !enrols) return "passes";
  const others = typeof expected === "object" && expected.others;
  return { offered: others ? offered.filter((type) => type !== "recovery-code") : offered, enrols };
}

function sorted({ offered, enrols }: Exclude<Expected, string>): object {
  return { offered: [...offered].sort(), enrols };
}

function words(decision: Expected): string {
  if (typeof decision === "string") return decision;
  const { offered, enrols } = decision;
  const asks =
    offered.length > 0 ? [offered.includes("phone") ? "the phone asked for" : "other factors asked for"] : [];
  return [...asks, ...(enrols ? ["a phone enrolled"] : [])].join(" and ");
}
