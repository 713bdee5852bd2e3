import type { FirstFactor } from "./first-factor";
import { doubtful, type PhoneNumber, platformWritten, written } from "./numbers";
import type { Random } from "./random";
import type { Method, Session } from "./session";

export interface Person {
  id: string;
  /** As the event has it, but for `enrolledFactors`. */
  user: Record<string, unknown> & { user_id: string };
  firstFactors: FirstFactor[];
  /** E.164 of the enrolled phone; it stands nowhere on the event. */
  enrolledPhone?: string;
  /** When that phone was enrolled, in ms since the Unix epoch. */
  enrolledAt: number;
  /** E.164 of further enrolled phones. */
  otherPhones: string[];
  /** E.164 of phones whose enrolment was never confirmed. */
  unconfirmedPhones: string[];
  /** E.164 that they would enrol. */
  wouldEnrol: string;
  /** E.164 of the phone by which theirs is replaced while they log in. */
  changesTo?: string;
  /** How the Management API shows a number; `undefined`: as E.164. */
  shownAs?: (e164: string) => unknown;
  /** The order in which it lists what they enrolled. */
  listed: (methods: object[]) => object[];
  otherFactors: string[];
  /** E.164 of the numbers that were proven to be theirs, and that the event carries under the tenant's settings. */
  proven: string[];
  /** E.164 of every other number that somebody may take from the profile. */
  carried: string[];
  session?: Session;
  /** What the platform makes of their methods; `undefined`: nothing. */
  garbled?: (methods: Method[]) => unknown;
}

/** What a profile is made of. */
export interface Draft {
  random: Random;
  /** A number that nobody had yet. */
  number: () => PhoneNumber;
}

/** The parts of a person that depend on what kind of profile it is. */
export type Profile = Pick<Person, "user" | "firstFactors" | "proven" | "carried"> & { own: PhoneNumber };

const DATABASE = { name: "Username-Password-Authentication", strategy: "auth0" };
const SMS = { name: "sms", strategy: "sms" };
const OIDC = { name: "partner", strategy: "oidc" };

const anId = (random: Random) => `6653af${random.int(0x10000000, 0xffffffff).toString(16)}`;

const identity = ({ name, strategy }: { name: string; strategy: string }, id: string, profileData?: object) => ({
  connection: name,
  provider: strategy,
  user_id: id,
  isSocial: false,
  ...(profileData && { profileData }),
});

/** The primary identity, as platforms leave it: sometimes not listed at all. */
function primary(random: Random, connection: typeof SMS, id: string): object {
  const listed = random.chance(0.8);
  return listed ? { identities: [identity(connection, id)] } : random.pick([{}, { identities: [] }]);
}

const password: FirstFactor = { method: "pwd", connection: DATABASE };
const passkey: FirstFactor = { method: "passkey", connection: DATABASE };
const federated: FirstFactor = { method: "federated", connection: OIDC };
const bySms = ({ e164 }: PhoneNumber): FirstFactor => ({ method: "sms", connection: SMS, recipient: e164 });
const byDatabaseCode = ({ e164 }: PhoneNumber): FirstFactor[] => [
  { method: "sms", connection: DATABASE, recipient: e164 },
  { method: "tel", connection: DATABASE, recipient: e164 },
];

/** Profiles whose number was proven, in each place where it can stand. */
export const provenProfiles = {
  "sms account": ({ random, number }: Draft): Profile => {
    const [own, id] = [number(), anId(random)];
    const user = { user_id: `sms|${id}`, phone_number: platformWritten(random, own), phone_verified: true };
    return {
      own,
      user: { ...user, ...primary(random, SMS, id) },
      firstFactors: [bySms(own)],
      proven: [own.e164],
      carried: [],
    };
  },
  "database account": ({ random, number }: Draft): Profile => {
    const [own, id] = [number(), anId(random)];
    const user = { user_id: `auth0|${id}`, phone_number: platformWritten(random, own), phone_verified: true };
    const firstFactors = [password, passkey, ...byDatabaseCode(own)];
    return { own, user: { ...user, ...primary(random, DATABASE, id) }, firstFactors, proven: [own.e164], carried: [] };
  },
  "database account, sms linked": ({ random, number }: Draft): Profile => {
    const [own, id, linked] = [number(), anId(random), anId(random)];
    const profileData = { phone_number: platformWritten(random, own), phone_verified: true };
    const identities = random.shuffled([identity(DATABASE, id), identity(SMS, linked, profileData)]);
    return {
      own,
      user: { user_id: `auth0|${id}`, identities },
      firstFactors: [password, passkey, bySms(own)],
      proven: [own.e164],
      carried: [],
    };
  },
  "federated account, sms linked": ({ random, number }: Draft): Profile => {
    const [own, theirs, id, linked] = [number(), number(), anId(random), anId(random)];
    const profileData = { phone_number: platformWritten(random, own), phone_verified: true };
    const identities = random.shuffled([identity(OIDC, id), identity(SMS, linked, profileData)]);
    const foreign = random.chance(0.5)
      ? { phone_number: written(random, theirs), phone_verified: random.chance(0.5) }
      : {};
    return {
      own,
      user: { user_id: `oidc|${id}`, ...foreign, identities },
      firstFactors: [federated, bySms(own)],
      proven: [own.e164],
      carried: [theirs.e164],
    };
  },
  "federated account, database linked": ({ random, number }: Draft): Profile => {
    const [own, theirs, id, linked] = [number(), number(), anId(random), anId(random)];
    const profileData = { phone_number: platformWritten(random, own), phone_verified: true };
    const identities = random.shuffled([identity(OIDC, id), identity(DATABASE, linked, profileData)]);
    const foreign = random.chance(0.5)
      ? { phone_number: written(random, theirs), phone_verified: random.chance(0.5) }
      : {};
    return {
      own,
      user: { user_id: `oidc|${id}`, ...foreign, identities },
      firstFactors: [federated, password, ...byDatabaseCode(own)],
      proven: [own.e164],
      carried: [theirs.e164],
    };
  },
  "number in app_metadata": ({ random, number }: Draft): Profile => {
    const [own, theirs, id] = [number(), number(), anId(random)];
    const unproven = random.chance(0.3) ? { phone_number: written(random, theirs), phone_verified: false } : {};
    const app_metadata = { mfa: { phone: written(random, own) } };
    return {
      own,
      user: { user_id: `auth0|${id}`, ...unproven, app_metadata, ...primary(random, DATABASE, id) },
      firstFactors: [password, passkey],
      proven: [own.e164],
      carried: [theirs.e164],
    };
  },
};

/** Profiles with a number that proves nothing, that nobody can read, or that is one of several. */
export const unprovenProfiles = {
  "federated number": ({ random, number }: Draft): Profile => {
    const [own, theirs, id] = [number(), number(), anId(random)];
    const { phone_number, carried } = maybeDoubtful(random, theirs);
    const user = {
      user_id: `oidc|${id}`,
      phone_number,
      phone_verified: random.chance(0.7),
      ...primary(random, OIDC, id),
    };
    return { own, user, firstFactors: [federated], proven: [], carried };
  },
  "unverified database number": ({ random, number }: Draft): Profile => {
    const [own, theirs, id] = [number(), number(), anId(random)];
    const { phone_number, carried } = maybeDoubtful(random, theirs);
    const flag = random.pick<object>([
      {},
      { phone_verified: false },
      { phone_verified: "true" },
      { phone_verified: 1 },
    ]);
    const user = { user_id: `auth0|${id}`, phone_number, ...flag, ...primary(random, DATABASE, id) };
    return { own, user, firstFactors: [password, passkey], proven: [], carried };
  },
  "database number without a flag": ({ random, number }: Draft): Profile => {
    const [own, id] = [number(), anId(random)];
    const user = { user_id: `auth0|${id}`, phone_number: written(random, own), ...primary(random, DATABASE, id) };
    return { own, user, firstFactors: [password, ...byDatabaseCode(own)], proven: [], carried: [] };
  },
  "metadata nobody asked for": ({ random, number }: Draft): Profile => {
    const [own, theirs, id] = [number(), number(), anId(random)];
    const metadata = { phone_number: theirs.e164, mfa_phone: theirs.e164, phone: theirs.e164 };
    const user = {
      user_id: `auth0|${id}`,
      ...random.pick([{ app_metadata: metadata }, { user_metadata: metadata }]),
      ...primary(random, DATABASE, id),
    };
    return { own, user, firstFactors: [password, passkey], proven: [], carried: [theirs.e164] };
  },
  "linked account without its number": ({ random, number }: Draft): Profile => {
    const [own, theirs, id, linked] = [number(), number(), anId(random), anId(random)];
    const identities = random.shuffled([identity(OIDC, id), identity(DATABASE, linked, random.pick([undefined, {}]))]);
    const user = { user_id: `oidc|${id}`, phone_number: written(random, theirs), phone_verified: true, identities };
    return {
      own,
      user,
      firstFactors: [federated, password, ...byDatabaseCode(own)],
      proven: [],
      carried: [theirs.e164],
    };
  },
  "several sms accounts": ({ random, number }: Draft): Profile => {
    const [own, other, id] = [number(), number(), anId(random)];
    const linked = [own, other].map(({ e164 }) =>
      identity(SMS, anId(random), { phone_number: e164, phone_verified: true }),
    );
    const user = { user_id: `auth0|${id}`, identities: random.shuffled([identity(DATABASE, id), ...linked]) };
    return { own, user, firstFactors: [password, bySms(own)], proven: [], carried: [other.e164] };
  },
  "no number": ({ random, number }: Draft): Profile => {
    const [own, id] = [number(), anId(random)];
    return {
      own,
      user: { user_id: `auth0|${id}`, email_verified: true, ...primary(random, DATABASE, id) },
      firstFactors: [password, passkey, { method: "email", connection: { name: "email", strategy: "email" } }],
      proven: [],
      carried: [],
    };
  },
  "proven, in doubtful writing": ({ random, number }: Draft): Profile => {
    const [own, id] = [number(), anId(random)];
    // Bare digits would be international ones, since the platform wrote them.
    const { written: phone_number, misread } = doubtful(random, own);
    const bare = typeof phone_number === "number" || /^[\d ]*$/.test(JSON.stringify(phone_number).slice(1, -1));
    const user = {
      user_id: `auth0|${id}`,
      phone_number: bare ? `${own.e164} x12` : phone_number,
      phone_verified: true,
      ...primary(random, DATABASE, id),
    };
    return {
      own,
      user,
      firstFactors: [password, ...byDatabaseCode(own)],
      proven: [],
      carried: misread ? [misread] : [],
    };
  },
};

function maybeDoubtful(random: Random, number: PhoneNumber): { phone_number: unknown; carried: string[] } {
  if (random.chance(0.6)) return { phone_number: written(random, number), carried: [number.e164] };
  const { written: phone_number, misread } = doubtful(random, number);
  return { phone_number, carried: misread ? [number.e164, misread] : [number.e164] };
}
