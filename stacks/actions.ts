import packageJson from "../package.json";
import { dependencyNotPinned } from "./errors";

/** The Actions in the order in which they must run. Each is `actions/<kebab-case name>.ts`. */
export const actionKeys = ["passwordlessFeedback", "mfaChallenge", "mfaFeedback"] as const;

/** Names one of our Actions in settings, constructs and outputs. */
export type ActionKey = (typeof actionKeys)[number];

/** What differs between our Actions, settings apart. */
export interface ActionDefinition {
  /** Ends the name that the Action has in Auth0. */
  label: string;
  /** Reports to Twilio: has its credentials as secrets and its package as a dependency. */
  reportsToTwilio: boolean;
}

export const actionDefinitions: Record<ActionKey, ActionDefinition> = {
  passwordlessFeedback: { label: "passwordless", reportsToTwilio: true },
  mfaChallenge: { label: "MFA challenge", reportsToTwilio: false },
  mfaFeedback: { label: "MFA", reportsToTwilio: true },
};

/** The name an Action has in Auth0, e.g. `Verify feedback - MFA challenge`. */
export function actionName(key: ActionKey, prefix: string): string {
  return `${prefix} - ${actionDefinitions[key].label}`;
}

/** The name of its source file without extension, e.g. `mfa-challenge`. */
export function actionSource(key: ActionKey): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Its name in Terraform addresses and outputs, e.g. `mfa_challenge`. */
export function terraformName(key: ActionKey): string {
  return actionSource(key).replaceAll("-", "_");
}

/**
 * The npm packages that Auth0 installs beside an Action.
 * @throws UserError when package.json does not pin one exact version, which is the one the tests run with.
 */
export function actionDependencies(key: ActionKey): { name: string; version: string }[] {
  if (!actionDefinitions[key].reportsToTwilio) return [];
  const versions: Record<string, string> = packageJson.dependencies;
  return [{ name: "twilio", version: exactVersion("twilio", versions.twilio) }];
}

/** @throws UserError when `version` is a range or missing. */
export function exactVersion(name: string, version: string | undefined): string {
  if (version === undefined || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) throw dependencyNotPinned(name, version);
  return version;
}
