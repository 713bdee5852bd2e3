import type { ActionKey } from "../../stacks/actions";
import { recordingApi } from "./api";
import { type Gaps, postLoginEvent } from "./event";
import type { ActionRun, Login, LoginRequest } from "./login";
import { interact } from "./mfa";
import type { Person } from "./people";
import { askForCode, type Phone } from "./person";
import type { Random } from "./random";
import type { Method, Session } from "./session";
import type { World } from "./world";

let runIds = 0;

/** Performs one login as Auth0 does, from the first factor to the end of the post-login trigger. */
export async function performLogin(
  world: World,
  person: Person,
  request: LoginRequest,
  index: number,
  random: Random,
): Promise<Login> {
  const login: Login = {
    index,
    person,
    request,
    transactionMetadata: {},
    codes: [],
    runs: [],
    passed: [],
    end: "completed",
  };
  const phone = { clock: world.clock, verify: world.verify, random };
  login.end = (await firstFactor(world, phone, login)) ?? (await pipeline(world, phone, login));
  if (login.session) {
    person.session = login.session;
    if (login.methods) login.session.methods = login.methods;
    login.session.lastLoginAt = world.clock.now;
  }
  return login;
}

/** @returns why the login does not get as far as the Actions. */
async function firstFactor(world: World, phone: Phone, login: Login): Promise<Login["end"] | undefined> {
  const { random } = phone;
  const { flow, firstFactor, prompt } = login.request;
  const known = login.person.session;
  const keepsSession =
    flow === "single sign-on" || flow === "silent" || prompt?.includes("login") || random.chance(0.3);
  if (flow === "refresh token") login.session = known;
  else if (flow !== "password grant" && flow !== "token exchange") {
    login.session = keepsSession && known ? known : newSession(world, login, random);
  }
  if (flow === "single sign-on" || flow === "silent") {
    login.methods = login.session?.methods;
    return undefined;
  }
  if (flow === "refresh token" || flow === "token exchange") {
    login.methods = random.pick([undefined, [], login.session?.methods]);
    return undefined;
  }
  if (firstFactor.recipient !== undefined) {
    const code = await askForCode(phone, login, firstFactor.recipient, "first-factor");
    if (typeof code === "string") return code;
  } else await world.clock.sleep(random.int(1_000, 20_000));
  if (flow === "password grant") {
    login.methods = random.pick([undefined, [], [{ name: "pwd", timestamp: stamp(world, random) }]]);
    return undefined;
  }
  const undocumented = flow === "embedded passkey" && random.chance(0.5);
  const completed = undocumented ? [] : [{ name: firstFactor.method, timestamp: stamp(world, random) }];
  login.methods = [...(login.session?.methods ?? []), ...completed];
  return undefined;
}

function newSession(world: World, login: Login, random: Random): Session {
  return {
    id: `session-${login.index}`,
    firstFactor: login.request.firstFactor,
    methods: random.chance(0.3) ? earlierMethods(world, random) : [],
    metadata: {},
    lastLoginAt: world.clock.now,
  };
}

/** What is left of logins before the simulation began; the clock that stamped an `otp` entry may have run ahead. */
function earlierMethods({ clock }: World, random: Random): Method[] {
  const at = (name: string, minutesAgo: number, type?: string) => ({
    name,
    ...(type && { type }),
    timestamp: new Date(clock.now - minutesAgo * 60_000).toISOString(),
  });
  const hours = random.int(60, 20_000);
  return random.some(
    [
      at(random.pick(["pwd", "sms", "tel", "federated", "passkey"]), hours),
      at("mfa", hours - 1, random.pick(["phone", "otp", "push-notification"])),
      at("mfa", random.int(-10, 5), "otp"),
      at("https://methods.example/kba", hours - 1),
    ],
    0.5,
  );
}

/** Platforms have many clocks, a little apart. */
function stamp({ clock }: World, random: Random): string {
  return new Date(clock.now + random.int(-150, 150)).toISOString();
}

/** The trigger: passwordless-feedback, other people's Actions, mfa-challenge, the challenge, mfa-feedback. */
async function pipeline(world: World, phone: Phone, login: Login): Promise<Login["end"]> {
  const { random } = phone;
  const gaps = gapsOf(login, random);
  const refusals = {
    transactionMetadata: world.population === "hostile" && random.chance(0.04),
    sessionMetadata: !world.tenant.hasSessionMetadata,
  };
  const run = (action: ActionKey) => runAction(world, login, action, gaps, refusals);

  const passwordless = await run("passwordlessFeedback");
  if (login.session && login.codes.length > 0) {
    const inTime = passwordless.endedAt - passwordless.startedAt < world.settings.passwordlessFeedback.deadlineMs;
    login.session.settled = inTime && passwordless.requests.at(-1)?.behaviour.fault === "none";
  }
  if (passwordless.error !== undefined) return "broken";
  if (random.chance(0.2)) {
    await world.clock.sleep(random.int(10, 6_000));
    if (random.chance(0.3)) return "denied by another Action";
  }
  const challenge = await run("mfaChallenge");
  if (challenge.error !== undefined) return "broken";
  if (challenge.calls.some(({ name }) => name === "access.deny")) return "denied by mfa-challenge";
  const answered = await interact(phone, login, challenge, () => stamp(world, random));
  if (answered !== "passed") return answered;
  const mfa = await run("mfaFeedback");
  return mfa.error !== undefined ? "broken" : "completed";
}

async function runAction(
  world: World,
  login: Login,
  action: ActionKey,
  gaps: Gaps,
  refusals: { transactionMetadata: boolean; sessionMetadata: boolean },
): Promise<ActionRun> {
  const secrets = world.tenant.secrets[action];
  const event = postLoginEvent(login, world.tenant, gaps, secrets);
  const { clock } = world;
  const instance = world.instance(action);
  const run: ActionRun = {
    id: runIds++,
    instance,
    login: login.index,
    action,
    event,
    lines: [],
    calls: [],
    requests: [],
    reads: [],
    startedAt: clock.now,
    endedAt: clock.now,
  };
  login.runs.push(run);
  world.enter(run);
  const began = performance.now();
  const work = instance.run(run, event, recordingApi(run, login, refusals));
  try {
    await (world.real ? clock.standStill(work) : work);
  } catch (error) {
    run.error = error;
    login.why = `${action} threw`;
  }
  run.endedAt = world.real ? run.startedAt + performance.now() - began : clock.now;
  return run;
}

/** Methods come in no order, and garbled where the person is somebody to whom that happens. */
function gapsOf({ person }: Login, random: Random): Gaps {
  const shuffles = random.chance(0.5);
  return {
    lean: random.chance(0.5),
    factorsUnknown: random.chance(0.03),
    methods: person.garbled ?? ((methods) => (shuffles ? random.shuffled(methods) : methods)),
  };
}
