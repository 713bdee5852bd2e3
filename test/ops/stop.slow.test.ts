import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { random } from "../simulation/random";
import { endedWith } from "./support/ended-with";
import { type Promotion, startPromotion } from "./support/promotion";
import { stopVerb, wrongs } from "./support/stop-verb";

jest.setTimeout(7_200_000);

/** Absent: a dozen moments a verb, the same in every run. */
const step = process.env.SWEEP_STEP_MS ? Number(process.env.SWEEP_STEP_MS) : undefined;
const MOMENTS = 12;

let promotion: Promotion;
let scratch: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "stop-"));
  promotion = await startPromotion("dev");
  for (const enrol of ["skip", "deny"] as const) {
    enrolment(enrol);
    endedWith(0, await promotion.run("artefact", join(scratch, enrol)));
  }
});
afterAll(async () => {
  await promotion.stop();
  rmSync(scratch, { recursive: true, force: true });
});

function enrolment(enrol: "require" | "skip" | "deny"): void {
  const config = promotion.configs.dev!;
  config.settings = { ...config.settings, mfaChallenge: { enrol } };
}

/** Brings dev to what the verb then has something to do to. */
async function ready(enrol: "require" | "skip"): Promise<void> {
  enrolment(enrol);
  endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
}

const verbs = {
  deploy: async () => {
    await ready("require");
    enrolment("skip");
    return ["deploy"] as const;
  },
  rotate: async () => {
    await ready("require");
    return ["rotate"] as const;
  },
  rollback: async () => {
    await ready("skip");
    return ["rollback", "--artefact", join(scratch, "deny")] as const;
  },
  destroy: async () => {
    await ready("require");
    return ["destroy"] as const;
  },
};

function moments(lengthMs: number, verb: string): number[] {
  if (step !== undefined) return Array.from({ length: Math.ceil(lengthMs / step) }, (_, index) => index * step);
  const { int } = random("stop", verb);
  return Array.from({ length: MOMENTS }, () => int(0, lengthMs));
}

it.each(Object.entries(verbs))(
  "%s begins nothing after a signal, and says truly what was done",
  async (verb, prepare) => {
    const whole = await stopVerb(promotion, await prepare(), undefined, "SIGINT");
    expect(whole).toMatchObject({ exit: 0, applied: true });
    const wrong: string[] = [];
    const tally: Record<string, number> = {};
    for (const [index, ms] of moments(whole.lengthMs, verb).entries()) {
      const stopped = await stopVerb(promotion, await prepare(), ms, index % 2 === 0 ? "SIGINT" : "SIGTERM");
      wrong.push(...wrongs(stopped).map((what) => `${verb}, ${stopped.signal} after ${ms} ms: ${what}`));
      const became = `exit ${stopped.exit}, ${stopped.applied ? "applied" : "no apply"}`;
      tally[became] = (tally[became] ?? 0) + 1;
    }
    if (step !== undefined) process.stdout.write(`${verb}, ${whole.lengthMs} ms: ${JSON.stringify(tally)}\n`);
    expect(wrong).toEqual([]);
  },
);
