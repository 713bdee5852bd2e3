import type { ActionRun, Login } from "./login";
import { offeredFactors } from "./offered-factors";
import type { Person } from "./people";
import { askForCode, type Phone } from "./person";

/** Auth0 takes no more challenges and enrolments than these in one login. */
const MOST_COMMANDS = 4;

type End = "passed" | "code not sent" | "code not typed" | "MFA required" | "broken";

/** Does what an Action commanded, as the platform does between two Actions. `stamp` gives the time as methods carry it. */
export async function interact(phone: Phone, login: Login, run: ActionRun, stamp: () => string): Promise<End> {
  const commands = run.calls.filter(({ name }) => /^authentication\.(challenge|enroll)With(Any)?$/.test(name));
  if (commands.length === 0) return "passed";
  if (login.request.flow === "password grant" || login.request.flow === "silent") return "MFA required";
  if (commands.length > MOST_COMMANDS) return broken(login, "more than four challenges and enrolments");
  for (const { name, args } of commands) {
    const end = name.includes("challenge")
      ? await challenge(phone, login, offeredFactors(args), stamp)
      : await enrol(phone, login, stamp);
    if (end !== "passed") return end;
  }
  return "passed";
}

async function challenge(phone: Phone, login: Login, types: string[], stamp: () => string): Promise<End> {
  const { enrolledPhone, otherFactors } = login.person;
  if (types.some((type) => login.passed.includes(type))) return "passed";
  const usable = types.filter(
    (type) =>
      (type === "phone" && enrolledPhone) ||
      otherFactors.includes(type) ||
      (type === "recovery-code" && otherFactors.some((factor) => factor !== "email")),
  );
  if (usable.length === 0) return broken(login, `none of the factors asked for can be used: ${types}`);
  const type = usable.includes("phone") && phone.random.chance(0.8) ? "phone" : phone.random.pick(usable);
  if (type === "phone")
    return byPhone(phone, login, phone.random.pick([enrolledPhone!, ...login.person.otherPhones]), stamp);
  await phone.clock.sleep(phone.random.int(2_000, 40_000));
  pass(login, type, stamp);
  return "passed";
}

async function enrol(phone: Phone, login: Login, stamp: () => string): Promise<End> {
  const { person } = login;
  if (person.enrolledPhone) return "passed";
  const unasked = person.otherFactors.filter((type) => type !== "email");
  if (unasked.length > 0 && login.passed.length === 0) return broken(login, "an enrolment before the enrolled factors");
  const began = phone.clock.now;
  const end = await byPhone(phone, login, person.wouldEnrol, stamp);
  if (end !== "passed") return end;
  person.enrolledPhone = person.wouldEnrol;
  person.enrolledAt = phone.random.pick([began, phone.clock.now]);
  return end;
}

async function byPhone(phone: Phone, login: Login, number: string, stamp: () => string): Promise<End> {
  if (number === login.person.enrolledPhone) replaceMeanwhile(phone, login.person);
  const code = await askForCode(phone, login, number, "mfa");
  if (typeof code === "string") return code;
  pass(login, "phone", stamp);
  return "passed";
}

/** Somebody gives the person another phone, while the code is on its way, is typed or is being reported. */
function replaceMeanwhile({ clock, random }: Phone, person: Person): void {
  const { changesTo } = person;
  if (!changesTo || random.chance(0.4)) return;
  void clock.sleep(random.int(1_500, 40_000)).then(() => {
    person.enrolledPhone = changesTo;
    person.enrolledAt = clock.now;
    person.changesTo = undefined;
  });
}

function pass(login: Login, type: string, stamp: () => string): void {
  login.passed.push(type);
  login.methods = [...(login.methods ?? []), { name: "mfa", type, timestamp: stamp() }];
}

function broken(login: Login, why: string): "broken" {
  login.why = why;
  return "broken";
}
