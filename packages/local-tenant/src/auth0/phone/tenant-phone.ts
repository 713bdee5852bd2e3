import { type ActionInstances, type PhoneProviderEntry, runPhoneProvider } from "../../pipeline";
import type { Clock } from "../../support/clock";
import type { LocalTenant } from "../tenant";
import { phoneNotification } from "./notification";
import type { PhoneMessage, PhoneSender, PhoneSending } from "./types";

/** Milliseconds after an attempt until the next one: five retries "over the next minutes" (Auth0 docs, api.notification.retry). */
export const retryDelays = [15_000, 30_000, 60_000, 60_000, 60_000] as const;

/** How often waiting retries are looked at, in milliseconds of real time: the tenant's clock may be one that is moved. */
const POLL_MS = 200;

interface Retry {
  at: number;
  attempt: number;
  message: PhoneMessage;
  sending: PhoneSending;
}

export interface TenantPhoneOptions {
  tenant: LocalTenant;
  instances: ActionInstances;
  /** Default: the tenant's clock. */
  clock?: Clock;
}

/** Sends the tenant's phone messages as the platform does: by the Action of its custom phone provider, or not at all. */
export class TenantPhone implements PhoneSender {
  readonly #clock: Clock;
  #waiting: Retry[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: TenantPhoneOptions) {
    this.#clock = options.clock ?? options.tenant.clock;
  }

  /** How many messages wait for another attempt. */
  get retries(): number {
    return this.#waiting.length;
  }

  /** Rejects with the reason when the first attempt fails. The platform may try again later; `sending` then hears of it. */
  async send(message: PhoneMessage, sending: PhoneSending): Promise<void> {
    const reason = await this.#attempt(message, sending, 1);
    if (reason !== undefined) throw new Error(reason);
  }

  /** Makes the attempts that are due by the tenant's clock. */
  async retryDue(): Promise<void> {
    const due = this.#waiting.filter(({ at }) => at <= this.#clock.now());
    this.#waiting = this.#waiting.filter((retry) => !due.includes(retry));
    for (const { message, sending, attempt } of due) {
      sending.onLaterAttempt(await this.#attempt(message, sending, attempt));
    }
    this.#watch();
  }

  /** Forgets what waits for another attempt. */
  reset(): void {
    this.#waiting = [];
    this.#watch();
  }

  /** The reason why nothing was sent; `undefined` when it was. */
  async #attempt(message: PhoneMessage, sending: PhoneSending, attempt: number): Promise<string | undefined> {
    const { tenant, instances } = this.options;
    const obstacle = this.#obstacle(message);
    if (obstacle) return obstacle;
    const action = tenant.deployedActions("custom-phone-provider")[0]!;
    const at = this.#clock.now();
    const event = { ...sending.event(), notification: phoneNotification(message) };
    const { run, failed } = await runPhoneProvider({ action, event, instances, clock: this.#clock });
    const entry: PhoneProviderEntry = { kind: "phone-provider", at, attempt, ...run };
    sending.onRun(entry, failed);
    const delay = run.result === "retry" ? retryDelays[attempt - 1] : undefined;
    if (delay !== undefined) {
      this.#waiting.push({ at: this.#clock.now() + delay, attempt: attempt + 1, message, sending });
      this.#watch();
    }
    return run.result === "sent" ? undefined : (run.reason ?? run.result);
  }

  /** What keeps the platform from handing the message to anybody. */
  #obstacle({ channel }: PhoneMessage): string | undefined {
    const provider = this.options.tenant.phoneProvider.current();
    if (!provider) return "No phone provider is configured.";
    if (provider.disabled) return "The phone provider is disabled.";
    const method = channel === "call" ? "voice" : "text";
    if (!provider.configuration.deliveryMethods.includes(method)) {
      return `The phone provider does not have the delivery method ${method}.`;
    }
    if (provider.name !== "custom") return `The local tenant can't send through the phone provider ${provider.name}.`;
    if (this.options.tenant.deployedActions("custom-phone-provider").length > 0) return undefined;
    return "The custom phone provider has no deployed Action.";
  }

  #watch(): void {
    if (this.#waiting.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      return;
    }
    this.#timer ??= setInterval(() => void this.retryDue(), POLL_MS).unref();
  }
}
