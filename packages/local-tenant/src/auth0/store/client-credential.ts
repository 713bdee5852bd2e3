import type { KeyObject } from "node:crypto";
import type { Instant } from "./entities";

/** A public key that an application was given; it counts once it is among the `assertionCredentials`. */
export interface ClientCredential {
  readonly id: string;
  readonly clientId: string;
  /** `undefined` when it has none. */
  readonly name: string | undefined;
  /** What the header of an assertion may name it by. */
  readonly kid: string;
  readonly alg: "RS256" | "RS384" | "PS256";
  readonly publicKey: KeyObject;
  readonly createdAt: Instant;
  updatedAt: Instant;
  /** From when on it verifies nothing; `undefined`: never. */
  expiresAt: Instant | undefined;
}
