import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { random } from "../../simulation/random";
import { endedWith } from "../support/ended-with";
import { type GitHubWorkflow, startWorkflow } from "../support/github-workflow";
import { addAction, handMade } from "../support/hand-made";
import { type Promotion, startPromotion } from "../support/promotion";
import { stopVerb, wrongs } from "../support/stop-verb";

jest.setTimeout(7_200_000);

/** Absent: a dozen moments a verb, the same in every run. */
const step = process.env.SWEEP_STEP_MS ? Number(process.env.SWEEP_STEP_MS) : undefined;
const MOMENTS = 12;

let promotion: Promotion;
let workflow: GitHubWorkflow;
let scratch: string;

type Enrol = "require" | "skip" | "deny";

function enrolment(enrol: Enrol): void {
  const config = promotion.configs.dev!;
  config.settings = { ...config.settings, mfaChallenge: { enrol } };
}

function deployed(enrol: Enrol) {
  return async () => {
    enrolment(enrol);
    endedWith(0, await promotion.run("deploy", "dev", ["--yes"]));
  };
}

/** A tenant with Actions that somebody made by hand, and no state. */
async function madeByHand(): Promise<void> {
  const server = promotion.server("dev");
  for (const { id } of server.tenant.actions.list({ trigger: "post-login" })) server.tenant.actions.delete(id, true);
  rmSync(join(dirname(promotion.output), ".state"), { recursive: true, force: true });
  for (const input of Object.values(handMade(server.verifyUrl))) addAction(server, input);
}

interface Told {
  /** Brings dev to what the verb then has something to do to. */
  ready(): Promise<void>;
  /** What `tenants.ts` says when the verb runs. */
  enrol: Enrol;
  args(): [string, ...string[]];
  env?(): Record<string, string>;
  lastWords: RegExp;
}

const verbs = {
  deploy: { ready: deployed("require"), enrol: "skip", args: () => ["deploy", "--yes"], lastWords: /^Deployed: /m },
  rotate: {
    ready: deployed("require"),
    enrol: "require",
    args: () => ["rotate", "--yes"],
    lastWords: /^The secrets from the environment are in use/m,
  },
  rollback: {
    ready: deployed("skip"),
    enrol: "skip",
    args: () => ["rollback", "--artefact", join(scratch, "deny"), "--yes"],
    lastWords: /^Deployed: /m,
  },
  "ci-plan": {
    ready: deployed("require"),
    enrol: "skip",
    args: () => ["ci-plan"],
    env: () => workflow.pullRequest(5),
    lastWords: /is changed/,
  },
  "ci-deploy": {
    ready: deployed("require"),
    enrol: "require",
    args: () => ["ci-deploy", "--artefact", join(scratch, "skip"), "--yes"],
    env: () => workflow.main("1"),
    lastWords: /^Deployed: /m,
  },
  "ci-drift": {
    ready: deployed("require"),
    enrol: "require",
    args: () => ["ci-drift"],
    env: () => workflow.main("1"),
    lastWords: /^No drift/m,
  },
  destroy: {
    ready: deployed("require"),
    enrol: "require",
    args: () => ["destroy", "--yes"],
    lastWords: /^Destroyed: /m,
  },
  adopt: { ready: madeByHand, enrol: "require", args: () => ["adopt", "--yes"], lastWords: /^Adopted: /m },
} satisfies Record<string, Told>;

function moments(lengthMs: number, verb: string): number[] {
  if (step !== undefined) return Array.from({ length: Math.ceil(lengthMs / step) }, (_, index) => index * step);
  const { int } = random("stop", verb);
  return Array.from({ length: MOMENTS }, () => int(0, lengthMs));
}

/** Tests of these verbs: each is stopped at moments all over its length, and judged by what it did and said. */
export function testStops(...names: (keyof typeof verbs)[]): void {
  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "stop-"));
    workflow = await startWorkflow();
    promotion = await startPromotion("dev");
    for (const enrol of ["skip", "deny"] as const) {
      enrolment(enrol);
      endedWith(0, await promotion.run("artefact", join(scratch, enrol)));
    }
  });
  afterAll(async () => {
    await promotion.stop();
    await workflow.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  test.each(names)("%s begins nothing after a signal, and says truly what was done", async (verb) => {
    const { ready, enrol, args, env = () => ({}), lastWords }: Told = verbs[verb];
    let touched = true;
    const stop = async (ms: number | undefined, signal: "SIGINT" | "SIGTERM") => {
      if (touched) await ready();
      enrolment(enrol);
      const stopped = await stopVerb(promotion, args(), env(), ms, signal);
      touched = stopped.applied || stopped.changed;
      return stopped;
    };
    const whole = await stop(undefined, "SIGINT");
    expect(whole).toMatchObject({ exit: 0, stdout: expect.stringMatching(lastWords) });
    const wrong: string[] = [];
    const tally: Record<string, number> = {};
    for (const [index, ms] of moments(whole.lengthMs, verb).entries()) {
      const stopped = await stop(ms, index % 2 === 0 ? "SIGINT" : "SIGTERM");
      wrong.push(...wrongs(stopped, lastWords).map((what) => `${verb}, ${stopped.signal} after ${ms} ms: ${what}`));
      const became = `exit ${stopped.exit}, ${stopped.applied ? "applied" : "no apply"}`;
      tally[became] = (tally[became] ?? 0) + 1;
    }
    if (step !== undefined) process.stdout.write(`${verb}, ${whole.lengthMs} ms: ${JSON.stringify(tally)}\n`);
    expect(wrong).toEqual([]);
  });
}
