import type { Clock } from "../../support/clock";
import type { Login } from "../login";
import type { Activation } from "./device/activation";
import { type DeviceFlow, deviceLifetimeMs } from "./device/device-flow";
import type { Code, Grant } from "./grant";
import { accessTokenLifetime } from "./lifetimes";
import type { PendingMfa } from "./mfa/pending-mfa";
import type { RefreshToken } from "./refresh-tokens";
import type { SignIn } from "./sign-in";
import { SigningKey } from "./signing-key";
import { Vault } from "./vault";

const minute = 60_000;
const day = 24 * 60 * minute;

/** What the tenant remembers of browsers and applications between two requests. */
export class OidcState {
  readonly key = new SigningKey();
  /** Sign-ins that are under way, by the `state` of their pages. */
  readonly signIns: Vault<SignIn>;
  /** Ids of sessions, by the browser's cookie. */
  readonly browsers: Vault<string>;
  readonly codes: Vault<Code>;
  /** Logins that wait for a code that an application asked for, by application, connection and address. */
  readonly passwordless: Vault<Login>;
  /** By `mfa_token`; kept beyond their lifetime, so that an expired one can be told from a wrong one. */
  readonly mfa: Vault<PendingMfa>;
  /** By device code; kept beyond their lifetime, so that an expired one is reported as such. */
  readonly devices: Vault<DeviceFlow>;
  /** The same, by what the user types in, until they have decided. */
  readonly userCodes: Vault<DeviceFlow>;
  readonly activations: Vault<Activation>;
  readonly accessTokens: Vault<{ grant: Grant; scope: readonly string[] }>;
  readonly refreshTokens: Vault<RefreshToken>;

  constructor(clock: Clock) {
    this.signIns = new Vault(clock, 60 * minute);
    this.browsers = new Vault(clock, 30 * day);
    this.passwordless = new Vault(clock, 60 * minute);
    this.mfa = new Vault(clock, 60 * minute);
    this.devices = new Vault(clock, 2 * deviceLifetimeMs);
    this.userCodes = new Vault(clock, deviceLifetimeMs);
    this.activations = new Vault(clock, deviceLifetimeMs);
    this.codes = new Vault(clock, 10 * minute);
    this.accessTokens = new Vault(clock, accessTokenLifetime * 1000);
    this.refreshTokens = new Vault(clock, 10 * 365 * day);
  }

  revokeRefreshTokensOf(sessionId: string): void {
    for (const { key, value } of this.refreshTokens.entries()) {
      if (value.grant.sessionId === sessionId) this.refreshTokens.delete(key);
    }
  }

  /** Forgets everything but the key, which applications may have cached. */
  reset(): void {
    for (const vault of [
      this.signIns,
      this.browsers,
      this.passwordless,
      this.mfa,
      this.devices,
      this.userCodes,
      this.activations,
      this.codes,
      this.accessTokens,
      this.refreshTokens,
    ])
      vault.clear();
  }
}
