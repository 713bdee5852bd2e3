import type { Clock } from "../support/clock";
import { KEPT, keep } from "../support/kept";
import type { Attempt, Message, SafeListEntry, Service, ServiceRateLimit, TextMessage, Verification } from "./entities";
import { BODIES_KEPT, type RequestLogEntry } from "./requests";

/** A Verify Service to start with; what is left out takes Twilio's default, except that custom codes are enabled. */
export type ServiceSeed = { sid: string; accountSid: string } & Partial<Service>;

/**
 * The state of the local Verify, in memory. Programs read it; only Verify's own routes write.
 *
 * Lists are oldest first and are settled before they are handed out: what has expired by the clock says so. Of messages and
 * requests the newest `KEPT` are kept; of verifications, with their attempts, as many and all that are not over.
 */
export class Store {
  readonly #servicesBySid = new Map<string, Service>();
  readonly #verificationsBySid = new Map<string, Verification>();
  readonly #newestByRecipient = new Map<string, Verification>();
  readonly #attemptsBySid = new Map<string, Attempt>();
  readonly #safeListByNumber = new Map<string, SafeListEntry>();

  /** The codes that were sent: what the recipients' inboxes hold. */
  readonly messages: Message[] = [];
  /** The rate limits of all services. */
  readonly rateLimits: ServiceRateLimit[] = [];
  /** The texts without a code: what else the inboxes hold. */
  readonly texts: TextMessage[] = [];
  /**
   * What a second custom code does while the first one's verification is pending, which Twilio does not document:
   * `sent` in place of the first, or `ignored`, and the first is sent again.
   */
  secondCustomCode: "sent" | "ignored" = "sent";
  /** The requests received, in order of arrival. */
  readonly requests: RequestLogEntry[] = [];

  constructor(
    private readonly clock: Clock,
    private readonly seeds: readonly ServiceSeed[],
  ) {
    this.reset();
  }

  get services(): Service[] {
    return [...this.#servicesBySid.values()];
  }

  get verifications(): Verification[] {
    return [...this.#verificationsBySid.values()].map((verification) => this.#settle(verification));
  }

  get attempts(): Attempt[] {
    for (const verification of this.#verificationsBySid.values()) this.#settle(verification);
    return [...this.#attemptsBySid.values()];
  }

  service(sid: string): Service | undefined {
    return this.#servicesBySid.get(sid);
  }

  verification(sid: string): Verification | undefined {
    const verification = this.#verificationsBySid.get(sid);
    return verification && this.#settle(verification);
  }

  /** The verification that was last started for a recipient, whatever its status now. */
  newestVerification(serviceSid: string, to: string): Verification | undefined {
    const verification = this.#newestByRecipient.get(recipientKey(serviceSid, to));
    return verification && this.#settle(verification);
  }

  attempt(sid: string): Attempt | undefined {
    const attempt = this.#attemptsBySid.get(sid);
    if (attempt) this.verification(attempt.verificationSid);
    return attempt;
  }

  safeListEntry(accountSid: string, phoneNumber: string): SafeListEntry | undefined {
    return this.#safeListByNumber.get(recipientKey(accountSid, phoneNumber));
  }

  addService(service: Service): void {
    this.#servicesBySid.set(service.sid, service);
  }

  deleteService(sid: string): void {
    this.#servicesBySid.delete(sid);
  }

  addVerification(verification: Verification): void {
    this.#verificationsBySid.set(verification.sid, verification);
    this.#newestByRecipient.set(recipientKey(verification.serviceSid, verification.to), verification);
    this.#dropOver();
  }

  addAttempt(attempt: Attempt): void {
    this.#attemptsBySid.set(attempt.sid, attempt);
  }

  addMessage(message: Message): void {
    keep(this.messages, message);
  }

  addText(text: TextMessage): void {
    keep(this.texts, text);
  }

  addRequest(entry: RequestLogEntry): void {
    keep(this.requests, entry);
    const old = this.requests.at(-1 - BODIES_KEPT);
    if (old) Object.assign(old, { parameters: undefined, answer: undefined });
  }

  addSafeListEntry(entry: SafeListEntry): void {
    this.#safeListByNumber.set(recipientKey(entry.accountSid, entry.phoneNumber), entry);
  }

  deleteSafeListEntry(entry: SafeListEntry): void {
    this.#safeListByNumber.delete(recipientKey(entry.accountSid, entry.phoneNumber));
  }

  /** Forgets everything and seeds the services again. */
  reset(): void {
    this.#servicesBySid.clear();
    this.#verificationsBySid.clear();
    this.#newestByRecipient.clear();
    this.#attemptsBySid.clear();
    this.#safeListByNumber.clear();
    this.messages.length = 0;
    this.rateLimits.length = 0;
    this.texts.length = 0;
    this.secondCustomCode = "sent";
    this.requests.length = 0;
    for (const seed of this.seeds) this.addService(serviceOfSeed(seed, this.clock.now()));
  }

  /** Drops the oldest verifications beyond `KEPT`, up to one that a request can still concern. */
  #dropOver(): void {
    for (const verification of this.#verificationsBySid.values()) {
      if (this.#verificationsBySid.size <= KEPT || !this.#isOver(verification)) return;
      const { sid, serviceSid, to, attemptSids } = verification;
      this.#verificationsBySid.delete(sid);
      for (const attemptSid of attemptSids) this.#attemptsBySid.delete(attemptSid);
      const key = recipientKey(serviceSid, to);
      if (this.#newestByRecipient.get(key) === verification) this.#newestByRecipient.delete(key);
    }
  }

  #isOver({ status, expiresAt }: Verification): boolean {
    return status === "approved" || this.clock.now() >= expiresAt;
  }

  #settle(verification: Verification): Verification {
    if (verification.status !== "pending" || this.clock.now() < verification.expiresAt) return verification;
    verification.status = "expired";
    verification.dateUpdated = verification.expiresAt;
    for (const sid of verification.attemptSids) {
      const attempt = this.#attemptsBySid.get(sid);
      if (attempt) Object.assign(attempt, { status: "expired", dateUpdated: verification.expiresAt });
    }
    return verification;
  }
}

const recipientKey = (scope: string, to: string) => `${scope} ${to}`;

/** A Service with what the seed gives, and for the rest what a Service of the local Verify starts with. */
export function serviceOfSeed(seed: ServiceSeed, now: number): Service {
  return {
    friendlyName: "Sandbox",
    codeLength: 6,
    customCodeEnabled: true,
    lookupEnabled: false,
    skipSmsToLandlines: false,
    dtmfInputRequired: false,
    psd2Enabled: false,
    doNotShareWarningEnabled: false,
    verifyEventSubscriptionEnabled: false,
    ttsName: null,
    defaultTemplateSid: null,
    dateCreated: now,
    dateUpdated: now,
    ...seed,
  };
}
