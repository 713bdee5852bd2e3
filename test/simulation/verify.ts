/** A one-time code that went out. */
export interface Code {
  /** E.164. */
  to: string;
  verification: Verification;
  /** Whom it was sent for; `undefined`: a stranger, who never types it. */
  person?: string;
  /** The login that it was sent for. */
  login?: number;
  /** What it was for; `undefined` where it belongs to no login. */
  step?: "first-factor" | "mfa";
  sentAt: number;
  /** `undefined` until the person typed it and Auth0 took it. */
  typedAt?: number;
}

/** What Verify keeps of a number: one at a time is pending, and every code sent meanwhile is a re-send in it. */
export interface Verification {
  /** `VE` and 32 hex digits. */
  sid: string;
  to: string;
  createdAt: number;
  codes: Code[];
  approvedAt?: number;
}

/** A verification lives ten minutes from its first code, whatever is re-sent. */
const LIFE_MS = 600_000;
const MOST_SENDS = 5;

/** As much of Twilio Verify as decides what a report does. Times are ms since the Unix epoch. */
export class Verify {
  private readonly newest = new Map<string, Verification>();
  private readonly all = new Map<string, Verification>();

  /** `undefined` is Verify's refusal of a sixth code (60203). */
  send(now: number, code: Pick<Code, "to" | "person" | "login" | "step">): Code | undefined {
    const sid = `VE${String(this.all.size).padStart(32, "0")}`;
    const verification = this.pending(now, code.to) ?? { sid, to: code.to, createdAt: now, codes: [] };
    if (verification.codes.length >= MOST_SENDS) return undefined;
    this.all.set(verification.sid, verification);
    this.newest.set(code.to, verification);
    const sent = { ...code, verification, sentAt: now };
    verification.codes.push(sent);
    return sent;
  }

  /** Approves what is pending at a number or under a SID; `undefined` when nothing is (20404). */
  approve(now: number, id: string): Verification | undefined {
    const verification = this.pending(now, id);
    if (verification) verification.approvedAt = now;
    return verification;
  }

  /** Every code that was sent to a number. */
  sentTo(to: string | undefined): Code[] {
    return [...this.all.values()].filter((verification) => verification.to === to).flatMap(({ codes }) => codes);
  }

  bySid(sid: string): Verification | undefined {
    return this.all.get(sid);
  }

  /** The pending verification of a number or SID; one that is over is deleted. */
  pending(now: number, id: string): Verification | undefined {
    const verification = this.newest.get(id) ?? this.all.get(id);
    return verification && verification.approvedAt === undefined && isAlive(verification, now)
      ? verification
      : undefined;
  }
}

export function isAlive(verification: Verification, now: number): boolean {
  return now < verification.createdAt + LIFE_MS;
}
