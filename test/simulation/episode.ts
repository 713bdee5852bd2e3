import type { FirstFactor } from "./first-factor";
import { garbling } from "./garbled";
import type { Flow, Login, LoginRequest } from "./login";
import { numberSource } from "./numbers";
import { type Draft, type Person, provenProfiles, unprovenProfiles } from "./people";
import { performLogin } from "./platform";
import { type Random, random } from "./random";
import { CLIENTS, METADATA_PATH } from "./tenant-settings";
import { createWorld, type World, type WorldOptions } from "./world";

/** Logins in one world. */
export const EPISODE_LOGINS = 50;
const PEOPLE = 16;

/** Lets some people log in to one tenant for about half an hour. The same seed and episode give the same. */
export async function runEpisode(options: WorldOptions): Promise<{ world: World; logins: Login[] }> {
  const { seed, episode } = options;
  const world = createWorld(options);
  const { people } = world;
  people.push(...somebodies(world, random(seed, episode, "people")));
  const logins: Promise<Login>[] = [];
  const busy = new Map<Person, Promise<unknown>>();
  let startsIn = 0;
  let previous: Person | undefined;
  for (let slot = 0; slot < EPISODE_LOGINS; slot++) {
    const chosen = random(seed, episode, slot);
    const again = previous !== undefined && chosen.chance(0.2);
    const person = again ? previous! : chosen.pick(people);
    previous = person;
    startsIn += chosen.int(100, 90_000);
    const before = Promise.all([busy.get(person), world.clock.sleep(startsIn)]);
    const index = episode * EPISODE_LOGINS + slot;
    const login = before.then(() => oneLogin(world, person, index, chosen, again));
    busy.set(person, login);
    logins.push(login);
  }
  return { world, logins: await world.clock.run(Promise.all(logins)) };
}

async function oneLogin(world: World, person: Person, index: number, random: Random, again: boolean): Promise<Login> {
  const request = anyRequest(person, random, again && person.session !== undefined);
  if (request.flow === "single sign-on" && !world.tenant.hasSessionMetadata) await forgetFreshness(world, person);
  if (request.flow === "interactive" && random.chance(0.06)) await abandonEarlierTry(world, person, request, random);
  strangers(world, person, random);
  await world.clock.sleep(random.int(1_000, 30_000));
  return performLogin(world, person, request, index, random);
}

/** Single sign-on within the window, on a plan without session metadata, is a known limit and not simulated. */
async function forgetFreshness({ clock, settings, aheadMs }: World, { session }: Person): Promise<void> {
  const windowMs = settings.passwordlessFeedback.freshnessSeconds * 1000 + 30_000 + Math.max(0, -aheadMs);
  const until = (session?.lastLoginAt ?? 0) + windowMs;
  if (until > clock.now) await clock.sleep(until - clock.now);
}

/** A code that was asked for minutes ago and never typed: what is sent next is a re-send in its verification. */
async function abandonEarlierTry({ clock, verify }: World, person: Person, request: LoginRequest, random: Random) {
  const to = request.firstFactor.recipient ?? person.enrolledPhone ?? person.wouldEnrol;
  verify.send(clock.now, { to, person: person.id });
  await clock.sleep(random.int(200_000, 595_000));
}

/** Strangers ask for codes at numbers that the person's profile carries, before the login and while it lasts. */
function strangers({ clock, verify, population }: World, person: Person, random: Random): void {
  const { carried, proven, otherPhones, unconfirmedPhones, changesTo } = person;
  const often = population === "hostile" ? 0.5 : 0.05;
  const numbers = [
    ...random.some(carried, 0.6),
    ...random.some(proven, often),
    ...random.some(otherPhones, often),
    ...random.some(unconfirmedPhones, 0.6),
    ...(changesTo ? [changesTo] : []),
  ];
  for (const to of numbers) {
    verify.send(clock.now, { to });
    if (random.chance(unconfirmedPhones.includes(to) ? 0.9 : 0.3))
      void clock.sleep(random.int(1_000, 90_000)).then(() => verify.send(clock.now, { to }));
  }
}

function somebodies(world: World, random: Random): Person[] {
  const draft: Draft = { random, number: numberSource(random) };
  return Array.from({ length: PEOPLE }, (_, index) => somebody(world, draft, `person-${index}`));
}

function somebody({ population, looksUp, settings }: World, draft: Draft, id: string): Person {
  const { random } = draft;
  const { "number in app_metadata": inMetadata, ...others } = provenProfiles;
  const readsMetadata = settings.mfaFeedback.phoneNumber.includes(METADATA_PATH);
  const proven = [...Object.values(others), ...(readsMetadata ? [inMetadata] : [])];
  const hostile = population === "hostile" && random.chance(0.7);
  const { own, ...profile } = random.pick(hostile ? Object.values(unprovenProfiles) : proven)(draft);
  const elsewhere = population === "hostile" && random.chance(0.4) ? draft.number() : own;
  const more = (most: number, probability: number) =>
    looksUp && random.chance(probability) ? Array.from({ length: random.int(1, most) }, () => draft.number().e164) : [];
  const enrolled = random.chance(0.75);
  return {
    ...profile,
    id,
    wouldEnrol: elsewhere.e164,
    ...(enrolled && { enrolledPhone: elsewhere.e164 }),
    enrolledAt: Date.parse("2025-03-01T08:00:00.000Z"),
    otherFactors: random.some(["otp", "email", "push-notification", "webauthn-roaming"], 0.15),
    otherPhones: enrolled ? more(2, 0.3) : [],
    unconfirmedPhones: more(1, 0.3),
    ...(looksUp && population === "hostile" && random.chance(0.3) && { changesTo: draft.number().e164 }),
    ...(looksUp && population === "hostile" && random.chance(0.1) && { shownAs: oddly(random) }),
    listed: random.chance(0.5) ? (methods) => methods : (methods) => [...methods].reverse(),
    ...(population === "hostile" && random.chance(0.15) && { garbled: garbling(random) }),
  };
}

/** Numbers as no documentation says that the Management API shows them; the same for all of a person's phones. */
function oddly(random: Random): (e164: string) => unknown {
  return random.pick<(e164: string) => unknown>([
    (e164) => e164.slice(1),
    (e164) => `${e164.slice(0, 3)} ${e164.slice(3)}`,
    (e164) => `********${e164.slice(-4)}`,
    () => undefined,
    () => null,
    () => "",
    (e164) => [e164],
    (e164) => Number(e164.slice(1)),
  ]);
}

const FLOWS = {
  interactive: 62,
  "single sign-on": 8,
  silent: 7,
  "refresh token": 6,
  "password grant": 6,
  "token exchange": 3,
  "embedded passkey": 5,
};

const PROTOCOLS: Partial<Record<Flow, string[]>> = {
  interactive: [
    "oidc-basic-profile",
    "oidc-basic-profile",
    "oidc-implicit-profile",
    "oauth2-device-code",
    "samlp",
    "wsfed",
  ],
  "refresh token": ["oauth2-refresh-token"],
  "password grant": ["oauth2-password", "oauth2-resource-owner"],
  "token exchange": ["oauth2-token-exchange"],
  "embedded passkey": ["oauth2-webauthn"],
};

const MULTI_FACTOR = "http://schemas.openid.net/pape/policies/2007/06/multi-factor";

function anyRequest(person: Person, random: Random, again: boolean): LoginRequest {
  const firstFactor = random.pick(person.firstFactors);
  const flow = again
    ? random.pick(["single sign-on", "single sign-on", "silent"] as const)
    : anyFlow(person, firstFactor, random);
  const inSession = flow === "single sign-on" || flow === "silent";
  const prompt = flow === "silent" ? "none" : flow === "interactive" && random.chance(0.1) ? "login" : undefined;
  const browser = flow === "interactive" || inSession;
  return {
    flow,
    firstFactor: inSession ? person.session!.firstFactor : firstFactor,
    clientId: random.pick(CLIENTS),
    protocol: random.pick(PROTOCOLS[flow] ?? ["oidc-basic-profile"]),
    prompt: prompt ? [prompt] : random.pick([undefined, []]),
    acrValues: random.chance(0.07) ? [MULTI_FACTOR] : random.pick([undefined, [], ["urn:other"]]),
    query: {
      // A pushed request has none of its parameters in the query.
      ...(prompt && random.chance(0.8) && { prompt }),
      ...(browser && random.chance(0.07) && { max_age: random.pick(["0", "30", "3600", "soon"]) }),
    },
    organization: random.chance(0.3) ? { id: random.pick(["org_first", "org_second"]), name: "first" } : undefined,
    roles: random.pick([undefined, [], ["reader"], ["admin", "reader"]]),
    risk: random.pick([undefined, "low", "medium", "high", "high", "neutral"]),
  };
}

function anyFlow(person: Person, { method }: FirstFactor, random: Random): Flow {
  const flow = random.weighted(FLOWS);
  if ((flow === "single sign-on" || flow === "silent") && !person.session) return "interactive";
  if (flow === "password grant" && method !== "pwd") return "interactive";
  if (flow === "embedded passkey" && method !== "passkey") return "interactive";
  return flow;
}
