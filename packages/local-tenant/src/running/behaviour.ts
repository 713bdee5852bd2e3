import type { FactorType } from "../pipeline/types";

/** What a user does where it is not simply what they are asked for. */
export interface Behaviour {
  /** Typed in instead of every code that was sent or shown. */
  code?: string;
  /** The factor that answers challenges, and that is enrolled where it is offered. Default: the prompt's first. */
  mfa?: FactorType;
  /** The phone enrolled when asked to; default: the profile's number, else `+12025550199`. */
  phoneNumber?: string;
}
