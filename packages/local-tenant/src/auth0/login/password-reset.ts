import { type ActionInstances, runPostChallenge } from "../../pipeline";
import { type CodeCheck, firstFactorLimits, type OneTimeCode } from "./codes";
import { postLoginEvent } from "./event";
import { failedExecution } from "./execution-log";
import { codeRefusals, loginNumber } from "./first-factor";
import { issueCode } from "./issue-code";
import { logCodeNotSent } from "./passwordless-log";
import { phoneProviderEvent } from "./phone-event";
import { onRun } from "./send-code";
import type { Transaction } from "./transaction";
import type { CodeChannel, LoginTimelineEntry } from "./types";

const TRIGGER = "password-reset-post-challenge";

/** How a password reset came out. The local tenant leaves the password as it is. */
export type PasswordResetOutcome =
  /** The user may set a new password. */
  | { status: "completed" }
  /** `code_not_sent`, what is wrong with the code, or `denied` by an Action. */
  | { status: "ended"; error: "code_not_sent" | Exclude<CodeCheck, "ok"> | "denied"; description: string };

/** A password reset that begins with a code to the phone number of a database account. */
export class PasswordReset {
  #code: OneTimeCode | undefined;

  constructor(
    private readonly transaction: Transaction,
    private readonly instances: ActionInstances,
  ) {}

  get timeline(): readonly LoginTimelineEntry[] {
    return this.transaction.timeline;
  }

  /** Sends the code. Returns the reset's end where it did not go out. */
  async begin(channel: CodeChannel): Promise<PasswordResetOutcome | undefined> {
    const { transaction } = this;
    const to = loginNumber(transaction);
    const kind = channel === "call" ? "voice" : "sms";
    const issued = issueCode(transaction, { to, channel, purpose: "password-reset", limits: firstFactorLimits });
    const { code } = issued;
    const failed = (reason: string | undefined) => {
      issued.problem = reason;
      if (reason !== undefined) logCodeNotSent(transaction, { to, kind, reason });
    };
    const sending = { event: () => phoneProviderEvent(transaction), onRun: onRun(transaction), onLaterAttempt: failed };
    this.#code = code;
    try {
      await transaction.services.phone.send({ to, code: code.value, channel, messageType: "otp_verify" }, sending);
      return undefined;
    } catch (error) {
      const description = error instanceof Error ? error.message : String(error);
      failed(description);
      return { status: "ended", error: "code_not_sent", description };
    }
  }

  /** Takes the code that the user types in. The right one runs the trigger's Actions. */
  async submitCode(guess: string): Promise<PasswordResetOutcome> {
    const check = this.#code?.check(guess) ?? "code_expired";
    if (check !== "ok") return { status: "ended", error: check, description: codeRefusals[check] };
    this.#code = undefined;
    return this.#runActions();
  }

  async #runActions(): Promise<PasswordResetOutcome> {
    const { transaction, instances } = this;
    const { clock, tenant } = transaction.services;
    transaction.addMethod({ name: "phone_number" });
    const end = await runPostChallenge({
      actions: tenant.deployedActions(TRIGGER),
      event: this.#event(),
      instances,
      clock,
      onRun(entry, failed) {
        transaction.record(entry);
        if (!failed) return;
        const description = `${entry.name}: action_${failed.kind}: ${failed.error.message}`;
        transaction.log("actions_execution_failed", description, failedExecution(failed, TRIGGER, transaction));
      },
    });
    return end.status === "completed" ? end : { status: "ended", error: "denied", description: end.reason };
  }

  /** What this trigger's event shares with that of post-login, and no more. */
  #event(): Record<string, unknown> {
    const { authentication, authorization, client, connection, request, stats, tenant, user } = postLoginEvent(
      this.transaction,
    );
    const transaction = { correlation_id: this.transaction.correlationId, locale: "en", ui_locales: [] };
    return { authentication, authorization, client, connection, request, stats, tenant, transaction, user };
  }
}
