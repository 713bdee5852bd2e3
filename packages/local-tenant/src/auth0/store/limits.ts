import { limits } from "../../pipeline/limits";

/** What one tenant may hold (Auth0 docs: Actions limitations, entity limit policy). */
export const LIMITS = {
  actions: 100,
  /** Bindings of one trigger; see `bindingLimit` for the triggers that take a single one. */
  bindings: 20,
  dependencies: 10,
  secrets: 30,
  /** Characters. */
  secretName: 128,
  /** Characters. */
  secretValue: 4096,
  /** Bytes of one Action's code, npm packages not counted. */
  code: limits.codeBytes,
  /** Versions kept per Action; older ones are dropped. */
  versions: 50,
  /** Keys of one application, in use or not: what every tenant allows. */
  clientCredentials: 2,
} as const;

/** How many Actions the trigger may have bound: 1 for the custom phone and e-mail providers, else 20. */
export function bindingLimit(trigger: string): number {
  return trigger === "custom-phone-provider" || trigger === "custom-email-provider" ? 1 : LIMITS.bindings;
}
