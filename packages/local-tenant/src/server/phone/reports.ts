import type { Operation, RequestLogEntry } from "../../twilio";

const reporting: readonly (Operation | undefined)[] = ["verification/update", "verification-check/create"];

/** The requests that told Verify of used codes, or tried to, to be found by what they were about. */
export class Reports {
  private readonly bySubject = new Map<string, RequestLogEntry[]>();

  /** `requests`: oldest first. */
  constructor(requests: readonly RequestLogEntry[]) {
    for (const request of requests.filter(({ operation }) => reporting.includes(operation))) {
      // A request that a fault kept from its verification still says whom it meant.
      const subject = request.verificationSid ?? request.addressedBy;
      if (subject === undefined) continue;
      const same = this.bySubject.get(subject);
      if (same) same.push(request);
      else this.bySubject.set(subject, [request]);
    }
  }

  /** The request that had the verification approved. */
  approvalOf(verificationSid: string): RequestLogEntry | undefined {
    return this.bySubject.get(verificationSid)?.find(({ approval }) => approval);
  }

  /** The first request about a verification, or about its recipient, in a span of time; `until` is not in it. */
  firstAbout(verification: { sid: string; to: string }, from: number, until: number): RequestLogEntry | undefined {
    return [verification.sid, verification.to]
      .flatMap((subject) => this.bySubject.get(subject) ?? [])
      .sort((a, b) => a.at - b.at)
      .find(({ at }) => at >= from && at < until);
  }
}
