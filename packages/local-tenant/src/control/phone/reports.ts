import type { Operation, RequestLogEntry } from "../../twilio";

const reporting: readonly (Operation | undefined)[] = ["verification/update", "verification-check/create"];

/** The requests that told Verify of used codes, or tried to, to be found by what they were about. */
export class Reports {
  /** Oldest first. */
  readonly #requests: readonly RequestLogEntry[];

  /** `requests`: oldest first, of every kind. */
  constructor(requests: readonly RequestLogEntry[]) {
    this.#requests = requests.filter(({ operation }) => reporting.includes(operation));
  }

  /** The request that had the verification approved. */
  approvalOf(sid: string): RequestLogEntry | undefined {
    return this.#requests.findLast(({ approval, verificationSid }) => approval && verificationSid === sid);
  }

  /** The first request about a verification, or about its recipient, in a span of time; `until` is not in it. */
  firstAbout({ sid, to }: { sid: string; to: string }, from: number, until: number): RequestLogEntry | undefined {
    return this.#requests.find(({ at, verificationSid, addressedBy }) => {
      // A request that a fault kept from its verification still says whom it meant.
      const subject = verificationSid ?? addressedBy;
      return at >= from && at < until && (subject === sid || subject === to);
    });
  }
}
