import { randomBytes } from "node:crypto";
import type { Clock } from "../../support/clock";
import type { PhoneProvider } from "./entities";
import { PlatformError } from "./errors";

export type PhoneProviderInput = Pick<PhoneProvider, "name" | "configuration" | "credentials"> & { disabled?: boolean };

/** The tenant's phone provider: none or one. */
export class PhoneProviderStore {
  #provider: PhoneProvider | undefined;

  constructor(private readonly clock: Clock) {}

  /** The provider, switched off or not; `undefined` when there is none. */
  current(): PhoneProvider | undefined {
    return this.#provider;
  }

  /** @throws PlatformError 404 when the provider has another id or there is none. */
  get(id: string): PhoneProvider {
    if (this.#provider?.id !== id) throw new PlatformError(404, "Phone provider not found.");
    return this.#provider;
  }

  /** @throws PlatformError 409 when there is one already, 400 for a configuration that can't send. */
  create(input: PhoneProviderInput): PhoneProvider {
    if (this.#provider) throw new PlatformError(409, "A phone provider already exists for this tenant.");
    checkConfiguration(input);
    const now = this.clock.now();
    const id = `pro_${randomBytes(16).toString("base64url").replace(/[-_]/g, "x")}`;
    this.#provider = { id, disabled: false, ...input, createdAt: now, updatedAt: now };
    return this.#provider;
  }

  /** Replaces what `change` names (the configuration whole). @throws PlatformError 404, 400. */
  update(id: string, change: Partial<PhoneProviderInput>): PhoneProvider {
    const next = { ...this.get(id), ...change, updatedAt: this.clock.now() };
    checkConfiguration(next);
    this.#provider = next;
    return next;
  }

  /** @throws PlatformError 404 when there is no such provider. */
  delete(id: string): void {
    this.get(id);
    this.#provider = undefined;
  }
}

function checkConfiguration({ name, configuration }: PhoneProviderInput): void {
  const { sid, defaultFrom, messagingServiceSid } = configuration;
  if (name === "twilio" && sid !== undefined && defaultFrom === undefined && messagingServiceSid === undefined) {
    throw new PlatformError(400, "Bad Operation on Notification Resource");
  }
}
