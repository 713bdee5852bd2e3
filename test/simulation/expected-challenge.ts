import type { Login } from "./login";
import type { Method } from "./session";

type List = { include: readonly (string | null)[] } | { exempt: readonly (string | null)[] };

/** The settings that decide who is asked for what. */
export interface Rules {
  enrol: "require" | "skip" | "deny";
  frequency: "every-login" | "once-per-session";
  additionalFactors: readonly string[];
  sessionMfaMaxAgeSeconds?: number;
  afterPhoneCode: "phone" | "other-factors";
  passkeyCountsAsMfa: boolean;
  clients?: List;
  connections?: List;
  organizations?: List;
  roles?: List;
  riskAssessment?: "ask-unless-high-confidence";
  allowPasswordGrantWithoutMfa: boolean;
}

/** What must become of a login, by the rules. Recovery codes may be offered beside what is expected where `others` says so. */
export type Expected = "passes" | "refused" | { offered: string[]; enrols: boolean; others?: true };

/** What mfa-challenge was told, and when by its clock, in ms since the Unix epoch. */
export interface Known {
  request: Login["request"];
  /** What the event says, whatever it is. */
  methods: unknown;
  /** `undefined`: the platform could not tell. */
  enrolled?: readonly string[];
  now: number;
}

const JUST_NOW_MS = 60_000;

/** The rules again, written from what they promise and not from the Action. */
export function expectedChallenge(known: Known, rules: Rules): Expected {
  const { request, enrolled } = known;
  const { flow } = request;
  if (flow === "refresh token" || flow === "token exchange") return "passes";
  const stepUp = asksForMore(request);
  const risky = rules.riskAssessment !== undefined && request.risk !== "high";
  if (!stepUp && !isConcerned(request, rules, risky)) return "passes";
  if (flow === "password grant")
    return rules.allowPasswordGrantWithoutMfa && !stepUp ? "passes" : asked(enrolled, rules);

  const held = holdsMfa(known, rules);
  const onlyPhone = enrolled?.includes("phone") && !enrolled.some((type) => rules.additionalFactors.includes(type));
  const phoneCode = rules.afterPhoneCode === "other-factors" && ["sms", "tel"].includes(newest(known)?.name ?? "");
  if (flow === "silent") {
    const beganByPhone =
      phoneCode && onlyPhone && isYoung(newest(known)!.at, known, rules) && newest(known)!.at <= known.now;
    return held || (beganByPhone && !stepUp && !risky) ? "passes" : "refused";
  }
  if (stepUp || risky) return asked(enrolled, rules);
  if (rules.frequency === "once-per-session" && held) return "passes";
  const justNow = isAged(newest(known)?.at, known.now, JUST_NOW_MS);
  if (rules.passkeyCountsAsMfa && justNow && newest(known)?.name === "passkey") return "passes";
  // An embedded passkey login takes no code: one in the session is an earlier login's.
  if (phoneCode && justNow && flow !== "embedded passkey") {
    const others = rules.additionalFactors.filter((type) => enrolled?.includes(type));
    if (others.length > 0) return { offered: withRecovery(others, rules), enrols: false };
    if (onlyPhone) return "passes";
  }
  return asked(enrolled, rules);
}

/** Step-up: the app wants MFA, or a fresh login. */
function asksForMore({ acrValues, prompt, query }: Login["request"]): boolean {
  return (
    acrValues?.some((value) => value.endsWith("/multi-factor")) ||
    prompt?.includes("login") ||
    seconds(query.max_age) === 0
  );
}

/** Any condition that says so asks; without a condition everybody is asked. */
function isConcerned(
  { clientId, firstFactor, organization, roles }: Login["request"],
  rules: Rules,
  risky: boolean,
): boolean {
  const { clients, connections, organizations, roles: byRole, riskAssessment } = rules;
  if (!clients && !connections && !organizations && !byRole && !riskAssessment) return true;
  return (
    risky ||
    says(clients, [clientId]) ||
    says(connections, [firstFactor.connection.name]) ||
    says(organizations, [organization?.id ?? null]) ||
    (byRole !== undefined && (roles === undefined || says(byRole, roles)))
  );
}

function says(list: List | undefined, values: readonly (string | null)[]): boolean {
  if (!list) return false;
  if ("include" in list) return values.some((value) => list.include.includes(value));
  return values.length === 0 || values.some((value) => !list.exempt.includes(value));
}

function asked(enrolled: readonly string[] | undefined, rules: Rules): Expected {
  const { enrol, additionalFactors } = rules;
  // A mailbox enrols itself: where nothing may be enrolled it is no factor, unless it is listed.
  const isFactor = (type: string) => type !== "email" || enrol !== "deny" || additionalFactors.includes(type);
  if (!enrolled) return { offered: ["phone", ...OTHERS.filter(isFactor)], enrols: false, others: true };
  if (enrolled.includes("phone")) return { offered: ["phone", ...additionalFactors], enrols: false };
  const others = enrolled.filter(isFactor);
  if (others.length > 0) return { offered: others, enrols: enrol === "require", others: true };
  if (enrol === "skip") return "passes";
  return enrol === "deny" ? "refused" : { offered: [], enrols: true };
}

const OTHERS = ["otp", "push-notification", "webauthn-roaming", "webauthn-platform", "email"];

function withRecovery(types: string[], { additionalFactors }: Rules): string[] {
  return additionalFactors.includes("recovery-code") ? [...types, "recovery-code"] : types;
}

function holdsMfa(known: Known, rules: Rules): boolean {
  return readable(known).some(
    ({ name, type, at }) =>
      name === "mfa" && ["phone", ...rules.additionalFactors].includes(type ?? "") && isYoung(at, known, rules),
  );
}

function isYoung(at: number, { request, now }: Known, { sessionMfaMaxAgeSeconds }: Rules): boolean {
  const limits = [sessionMfaMaxAgeSeconds, seconds(request.query.max_age)].filter((limit) => limit !== undefined);
  return limits.every((limit) => limit > 0 && isAged(at, now, limit * 1000));
}

/** A `max_age` that can't be read asks. */
function seconds(maxAge: string | undefined): number | undefined {
  return maxAge === undefined ? undefined : Number(maxAge) || 0;
}

function isAged(at: number | undefined, now: number, ms: number): boolean {
  return at !== undefined && now - at >= 0 && now - at <= ms;
}

type Entry = Pick<Method, "name" | "type"> & { at: number };

function readable({ methods }: Known): Entry[] {
  if (!Array.isArray(methods)) return [];
  return methods
    .map((entry) => ({
      name: entry?.name,
      type: entry?.type,
      at: typeof entry?.timestamp === "string" ? Date.parse(entry.timestamp) : Number.NaN,
    }))
    .filter(({ name, at }) => typeof name === "string" && !Number.isNaN(at));
}

/** The newest first factor, where that can be told: each entry readable, none as new as it. */
function newest(known: Known): Entry | undefined {
  const entries = readable(known);
  if (entries.length !== (known.methods as unknown[] | undefined)?.length) return undefined;
  const [first, second] = entries
    .filter(({ name }) => name !== "mfa" && !name.includes("://"))
    .sort((a, b) => b.at - a.at);
  return first && first.at !== second?.at ? first : undefined;
}
