import type { AnswerResult, Login } from "../auth0/login";
import { habits } from "./assumptions";
import type { Visit } from "./plan";
import { type Random, seededRandom } from "./random";
import type { SideTenant } from "./side-tenant";

/** How a visit came out. */
export type VisitResult = {
  visit: Visit;
  /** Whether Verify refused one of its codes, even where the user got in later. */
  sixthCode: boolean;
} & VisitOutcome;

type VisitOutcome =
  | { outcome: "completed" }
  /** As the user wanted it: they left. */
  | { outcome: "gave-up" }
  /** Verify refused to send a code (60203), and the user did not get in. */
  | { outcome: "refused" }
  /** Neither: an Action or the tenant ended it, or no code arrived. */
  | { outcome: "broken"; reason: string };

/** How often somebody who got no code asks again before giving up. */
const patience = 2;

/** One visit from its beginning to its end. Yields the milliseconds that pass until its next step. */
export async function* visitTenant(
  tenant: SideTenant,
  visit: Visit,
  seed: number,
): AsyncGenerator<number, VisitResult> {
  const random = seededRandom(seed, "visit", visit.index);
  const person = new Visitor(tenant, visit, random);
  try {
    yield* person.signIn();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { visit, sixthCode: person.sixthCode, outcome: "broken", reason };
  }
  return { visit, sixthCode: person.sixthCode, ...person.outcome() };
}

class Visitor {
  #login: Login | undefined;
  /** Whether Verify refused one of its codes. */
  sixthCode = false;
  #left = false;

  constructor(
    private readonly tenant: SideTenant,
    private readonly visit: Visit,
    private readonly random: Random,
  ) {}

  async *signIn(): AsyncGenerator<number> {
    const { user, method } = this.visit;
    this.#login = await this.#watched(() => this.tenant.engine.startLogin({ user, method }));
    if (this.visit.pumping) {
      yield 5 * 60_000;
      return this.#leave();
    }
    while (this.#login.state.startsWith("awaiting")) {
      const offered = this.#login.prompt?.factors;
      if (offered?.includes("phone") === false) throw new Error(`MFA offers ${offered.join(", ")}, and no phone.`);
      const arrived = yield* this.#untilCodeArrives();
      if (!arrived) return this.#leave();
      yield* this.#answerCode();
      if (this.#left) return;
    }
  }

  /** Somebody without a code asks for another, until they lose patience. */
  async *#untilCodeArrives(): AsyncGenerator<number, boolean> {
    for (let asked = 0; !this.#code; asked += 1) {
      if (asked === patience) return false;
      yield this.random.int(30, 60) * 1000;
      await this.#askAgain();
    }
    return true;
  }

  async *#answerCode(): AsyncGenerator<number> {
    const habit = this.random.weighted(habits);
    if (habit === "leaves") {
      yield this.random.int(10, 60) * 1000;
      return this.#leave();
    }
    if (habit === "resends" || habit === "late") {
      yield habit === "late" ? 6 * 60_000 : this.random.int(25, 70) * 1000;
      await this.#askAgain();
      if (!(yield* this.#untilCodeArrives())) return this.#leave();
    }
    if (habit === "mistypes") {
      yield this.random.int(8, 25) * 1000;
      await this.#submit("wrong");
    }
    yield habit === "slow" ? this.random.int(40, 150) * 1000 : this.random.int(8, 30) * 1000;
    const result = await this.#submit(this.#code ?? "");
    // A code that is not taken by now never will be.
    if (!result.accepted) this.#leave();
  }

  /** What became of it; nothing was thrown. */
  outcome(): VisitOutcome {
    if (this.#login?.state === "completed") return { outcome: "completed" };
    if (this.visit.pumping) return { outcome: "gave-up" };
    if (this.sixthCode && !this.#code) return { outcome: "refused" };
    const ended = this.#login?.outcome;
    if (ended && !this.#left) return { outcome: "broken", reason: ended.description ?? "" };
    return this.#code ? { outcome: "gave-up" } : { outcome: "broken", reason: "No code arrived." };
  }

  /** The newest code that was sent for what is on screen; `undefined`: none arrived. */
  get #code(): string | undefined {
    const login = this.#login;
    if (!login) return undefined;
    const { messages } = this.tenant.verify.store;
    return messages.findLast(({ to, at }) => to === this.visit.number && at >= login.askedAt)?.code;
  }

  async #askAgain(): Promise<void> {
    const login = this.#login;
    await this.#watched(async () => {
      if (login?.state === "awaiting-code") await login.resendCode();
      else await login?.select("phone");
    });
  }

  #submit(code: string): Promise<AnswerResult> {
    const login = this.#login;
    return this.#watched(() => {
      if (login?.state === "awaiting-code") return login.submitCode(code);
      return login!.answer({ factor: "phone", code });
    });
  }

  #leave(): void {
    this.#left = true;
    if (this.#login?.state.startsWith("awaiting")) this.#login.abandon();
  }

  /** Notices whether Verify refuses a code meanwhile. Visits take turns, so the code is this visit's. */
  async #watched<Result>(act: () => Promise<Result>): Promise<Result> {
    const before = this.tenant.refusals;
    try {
      return await act();
    } finally {
      this.sixthCode ||= this.tenant.refusals > before;
    }
  }
}
