import type { NewUser } from "../auth0/users";
import { assumptions } from "./assumptions";
import { type Random, seededRandom } from "./random";

/** Somebody comes to sign in. */
export interface Visit {
  /** Counts from 0; what happens in the visit depends on it and the seed. */
  index: number;
  /** Milliseconds after the run begins. */
  at: number;
  /** The user's handle. */
  user: string;
  /** E.164. */
  number: string;
  method: "sms" | "password";
  /** Somebody who has codes sent for the fee of each message, and types none in. */
  pumping: boolean;
}

/** The same people and the same visits, for every tenant that they come to. */
export interface Plan {
  users: NewUser[];
  /** In the order of their times. */
  visits: Visit[];
}

const hour = 3_600_000;
const password = "correct-horse-battery-staple";

/** Where people's numbers come from: ranges that are set aside for fiction. `weight`: of the honest people. */
const ranges = [
  { begins: "+3363998", digits: 4, weight: 50 },
  { begins: "+447700900", digits: 3, weight: 36 },
  { begins: "+120255501", digits: 2, weight: 5 },
  { begins: "+141555501", digits: 2, weight: 5 },
  { begins: "+35320910", digits: 4, weight: 4 },
] as const;

/** The range that is pumped. A few honest people have numbers of it, too. */
const pumped = ranges[4];

/** Who comes when. */
export function makePlan(logins: number, seed: number): Plan {
  const random = seededRandom(seed, "plan");
  const pumping = Math.round(logins * assumptions.pumpingShare);
  const bursts = Math.floor((logins * assumptions.burstShare) / assumptions.burst);
  const single = logins - pumping - bursts * assumptions.burst;
  const numbers = numberSource(random);
  const users: NewUser[] = [];
  const add = (user: Person) => {
    users.push(newUser(user, users.length));
    return user;
  };
  const honest = () => add({ handle: `person-${users.length}`, number: numbers.honest(), ...firstFactor(random) });

  const people = Array.from({ length: Math.ceil(single / assumptions.visitsEach) }, honest);
  const span = assumptions.hours * hour;
  const visits: Omit<Visit, "index">[] = [];
  for (let left = single; left > 0; left -= 1) {
    visits.push(visitOf(people[random.int(0, people.length - 1)]!, random.int(0, span)));
  }
  for (let left = bursts; left > 0; left -= 1) {
    const [person, begins] = [honest(), random.int(0, span)];
    for (let nth = 0; nth < assumptions.burst; nth += 1) {
      visits.push(visitOf(person, begins + nth * assumptions.burstEveryMs));
    }
  }
  const begins = span / 2;
  const attackers = Array.from({ length: Math.ceil(pumping / assumptions.pumpedEach) }, (_, nth) => ({
    handle: `pumped-${nth}`,
    number: numbers.pumped(nth),
    method: "sms" as const,
  }));
  for (const attacker of attackers) add(attacker);
  for (let nth = 0; nth < pumping; nth += 1) {
    const at = begins + random.int(0, assumptions.pumpingMinutes * 60_000);
    visits.push({ ...visitOf(attackers[nth % attackers.length]!, at), pumping: true });
  }
  visits.sort((a, b) => a.at - b.at);
  return { users, visits: visits.map((visit, index) => ({ ...visit, index })) };
}

interface Person {
  handle: string;
  number: string;
  method: "sms" | "password";
}

function visitOf({ handle: user, number, method }: Person, at: number): Omit<Visit, "index"> {
  return { at, user, number, method, pumping: false };
}

function firstFactor(random: Random): Pick<Person, "method"> {
  const { smsShare: sms } = assumptions;
  return { method: random.weighted({ sms, password: 1 - sms }) };
}

/** The number is proven, and enrolled for MFA: what most people's accounts look like. */
function newUser({ handle, number, method }: Person, index: number): NewUser {
  const id = `c0mpar3d${String(index).padStart(16, "0")}`;
  const phone = { phone_number: number, phone_verified: true };
  const enrollments: NewUser["enrollments"] = [{ type: "phone", phoneNumber: number }];
  if (method === "sms") {
    return { handle, ...phone, enrollments, identities: [identity("sms", "sms", id)] };
  }
  const identities = [identity("Username-Password-Authentication", "auth0", id)];
  return { handle, email: `${handle}@example.com`, password, ...phone, enrollments, identities };
}

function identity(connection: string, provider: string, user_id: string) {
  return { connection, provider, user_id, isSocial: false };
}

/** Numbers, none twice: honest people's from the start of each range, pumped ones from the end of theirs. */
function numberSource(random: Random) {
  const taken = new Map<string, number>();
  const weights = Object.fromEntries(ranges.map(({ begins, weight }) => [begins, weight]));
  return {
    pumped: (nth: number) => numberAt(pumped, 10 ** pumped.digits - 1 - nth),
    honest(): string {
      const begins = random.weighted(weights);
      const nth = taken.get(begins) ?? 0;
      taken.set(begins, nth + 1);
      return numberAt(ranges.find((each) => each.begins === begins)!, nth);
    },
  };
}

function numberAt({ begins, digits }: (typeof ranges)[number], nth: number): string {
  return begins + String(nth).padStart(digits, "0");
}
