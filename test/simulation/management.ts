import { randomUUID, verify } from "node:crypto";
import { rsaKeys } from "../../packages/local-tenant/test/support/rsa-keys";
import type { VirtualClock } from "./clock";
import type { Behaviour } from "./faults";
import type { HttpRequest } from "./http-server";
import type { Instance } from "./instance";
import type { ActionRun } from "./login";
import type { Person } from "./people";
import type { Random } from "./random";
import type { Answer } from "./verify-service";

const { privateKey, publicKey } = rsaKeys();

/** What mfa-feedback has as secrets where it looks numbers up. */
export const machineClient = {
  AUTH0_LOOKUP_CLIENT_ID: "lookup-client-of-the-simulation",
  AUTH0_LOOKUP_PRIVATE_KEY: privateKey,
};

/** A request for a token. */
export interface TokenRequest {
  at: number;
  run: ActionRun;
  instance: Instance;
  behaviour: Behaviour;
  /** Whether the instance has a token that the API takes, and that lasts another minute. */
  needless: boolean;
}

interface Token {
  value: string;
  until: number;
  instance: Instance;
  revoked: boolean;
  /** Whether the instance was seen to have it. */
  used: boolean;
}

const refusal: Behaviour = {
  fault: "rate limit",
  delayMs: 40,
  acts: false,
  answer: json(429, { error: "too_many_requests", error_description: "Global limit has been reached" }),
  end: "whole",
};

export interface ManagementParts {
  clock: VirtualClock;
  /** Of the tenant, without a scheme. */
  domain: string;
  random: Random;
  /** Whether the tenant takes back its tokens just as this run looks something up. */
  revokes: (run: ActionRun) => boolean;
  people: () => readonly Person[];
  /** Whether the tenant's quota of tokens is used up as this run asks for one. */
  overQuota: (run: ActionRun) => boolean;
  /** Whether the tenant hides the digits of phone numbers. */
  masks: boolean;
  behaviourOf: (run: ActionRun, request: string, number: string) => Behaviour;
}

/** The tenant's Management API, as far as a look-up uses it: tokens for a machine client, and what a user has enrolled. */
export class Management {
  readonly tokenRequests: TokenRequest[] = [];
  private readonly tokens: Token[] = [];
  private readonly lifeMs: number;

  constructor(private readonly parts: ManagementParts) {
    this.lifeMs = parts.random.pick([90_000, 300_000, 86_400_000]);
  }

  /** Every token that was issued; none may be seen anywhere. */
  get issued(): string[] {
    return this.tokens.map(({ value }) => value);
  }

  /** @throws for what no look-up has a reason to ask. */
  take = (request: HttpRequest, run: ActionRun): Behaviour & { answer: Answer } => {
    if (request.method === "POST" && request.path === "/oauth/token") return this.token(request.body, run);
    const id = /^\/api\/v2\/users\/([^/?]+)\/authentication-methods\?per_page=100$/.exec(request.path)?.[1];
    if (id && request.method === "GET") return this.methods(decodeURIComponent(id), request.authorization, run);
    throw new Error(`Nothing that is asked of the Management API: ${request.method} ${request.path}`);
  };

  private token(body: string, run: ActionRun): Behaviour & { answer: Answer } {
    const { clock, overQuota, behaviourOf } = this.parts;
    const behaviour = overQuota(run) ? refusal : behaviourOf(run, `token ${run.reads.length}`, "+12025550100");
    const instance = run.instance;
    run.reads.push({ at: clock.now, what: "token", behaviour });
    const needless = this.tokens.some(
      (token) => token.instance === instance && token.used && !token.revoked && token.until - 61_000 > clock.now,
    );
    this.tokenRequests.push({ at: clock.now, run, instance, behaviour, needless });
    return { ...behaviour, answer: behaviour.answer ?? this.issue(body, instance) };
  }

  private issue(body: string, instance: Instance): Answer {
    const { clock, domain } = this.parts;
    if (!isAssertion(body, `https://${domain}`, clock.now)) return json(401, { error: "invalid_client" });
    const token = {
      value: `token-${randomUUID()}`,
      until: clock.now + this.lifeMs,
      instance,
      revoked: false,
      used: false,
    };
    this.tokens.push(token);
    return json(200, { access_token: token.value, expires_in: this.lifeMs / 1000, token_type: "Bearer" });
  }

  private methods(userId: string, authorization: string | undefined, run: ActionRun): Behaviour & { answer: Answer } {
    const { clock, people, revokes, behaviourOf } = this.parts;
    const token = this.tokens.find(({ value }) => authorization === `Bearer ${value}`);
    const person = people().find(({ user }) => user.user_id === userId);
    if (!token || !person) throw new Error("A look-up without a token, or of nobody");
    token.used = true;
    if (run.reads.every(({ what }) => what === "token") && revokes(run)) token.revoked = true;
    const behaviour = behaviourOf(run, `methods ${run.reads.length}`, person.enrolledPhone ?? person.wouldEnrol);
    run.reads.push({ at: clock.now, what: "methods", behaviour });
    // Whoever is told that a token is not valid has to believe it.
    if (behaviour.fault === "unauthorized") token.revoked = true;
    if (behaviour.answer) return { ...behaviour, answer: behaviour.answer };
    if (token.revoked || token.until <= clock.now)
      return { ...behaviour, answer: json(401, { error: "Unauthorized" }) };
    return { ...behaviour, answer: json(200, this.list(person)) };
  }

  private list(person: Person): object[] {
    const { masks } = this.parts;
    const phone = (e164: string, created: number, confirmed: boolean) => ({
      id: `phone|dev_${e164.slice(1)}`,
      type: "phone",
      confirmed,
      phone_number: masks ? e164.replace(/\d(?=\d{4})/g, "X") : (person.shownAs?.(e164) ?? e164),
      preferred_authentication_method: "sms",
      created_at: new Date(created).toISOString(),
    });
    const { enrolledPhone, enrolledAt, otherPhones, unconfirmedPhones } = person;
    const long = "2024-02-01T08:00:00.000Z";
    const others = person.otherFactors.map((type) => ({
      id: `${type}|dev_1`,
      type,
      confirmed: true,
      created_at: long,
    }));
    return person.listed([
      { id: "password|dev_1", type: "password", confirmed: true, created_at: long },
      ...others,
      ...(enrolledPhone ? [phone(enrolledPhone, enrolledAt, true)] : []),
      ...otherPhones.map((e164) => phone(e164, Date.parse(long), true)),
      ...unconfirmedPhones.map((e164) => phone(e164, Date.parse(long), false)),
    ]);
  }
}

function json(status: number, document: object): Answer {
  return { status, body: JSON.stringify(document) };
}

/** RFC 7523 with RS256, as the tenant checks it: signed by the client's key, for this tenant, and neither over nor far ahead. */
function isAssertion(body: string, origin: string, now: number): boolean {
  const fields = new URLSearchParams(body);
  const assertion = fields.get("client_assertion") ?? "";
  const [head = "", claims = "", signature = ""] = assertion.split(".");
  const signed = verify("sha256", Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, "base64url"));
  const { iss, sub, aud, iat, exp } = JSON.parse(Buffer.from(claims, "base64url").toString() || "{}");
  const client = machineClient.AUTH0_LOOKUP_CLIENT_ID;
  return (
    signed &&
    [iss, sub, fields.get("client_id")].every((name) => name === client) &&
    aud === `${origin}/` &&
    fields.get("audience") === `${origin}/api/v2/` &&
    exp * 1000 > now &&
    iat * 1000 < now + 60_000
  );
}
