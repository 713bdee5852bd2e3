import type { VirtualClock } from "./clock";
import type { Login } from "./login";
import type { Random } from "./random";
import type { Code, Verify } from "./verify";

export interface Phone {
  clock: VirtualClock;
  verify: Verify;
  random: Random;
}

/** How long Auth0 takes a code, in ms. */
const CODE_LIFE_MS = { "first-factor": 180_000, mfa: 300_000 };

const HABITS = { prompt: 68, slow: 9, resends: 11, "wrong first": 5, late: 4, abandons: 3 };

/**
 * Sends a code and lets the person do with it what people do.
 * @returns the code that Auth0 took, or why there is none.
 */
export async function askForCode(
  { clock, verify, random }: Phone,
  login: Login,
  to: string,
  step: "first-factor" | "mfa",
): Promise<Code | "code not sent" | "code not typed"> {
  const send = () => {
    const code = verify.send(clock.now, { to, person: login.person.id, login: login.index, step });
    if (code) login.codes.push(code);
    return code;
  };
  let code = send();
  if (!code) return "code not sent";
  const habit = random.weighted(HABITS);
  if (habit === "resends" || habit === "late") {
    for (let again = random.int(1, habit === "late" ? 1 : 3); again > 0; again--) {
      await clock.sleep(habit === "late" ? CODE_LIFE_MS[step] + random.int(1, 240_000) : random.int(15_000, 120_000));
      if (habit === "late" && random.chance(0.4)) return "code not typed";
      code = send();
      if (!code) return "code not sent";
    }
  }
  if (habit === "wrong first") await clock.sleep(random.int(3_000, 20_000));
  await clock.sleep(habit === "slow" ? random.int(40_000, 170_000) : random.int(2_000, 30_000));
  if (habit === "abandons") return "code not typed";
  code.typedAt = clock.now;
  return code;
}
