import packageJson from "../package.json";
import { dependencyNotPinned } from "./errors";

/** The triggers that our Actions are for, with the version of each. */
export const triggers = {
  "post-login": "v3",
  "custom-phone-provider": "v1",
  "password-reset-post-challenge": "v1",
} as const;

export type TriggerId = keyof typeof triggers;

/** What differs between our Actions, settings apart. */
export interface ActionDefinition {
  /** Ends the name that the Action has in Auth0. */
  label: string;
  trigger: TriggerId;
  /** What it does at Twilio, and so which key it gets as secrets. Absent: it has none. */
  twilio?: "reports" | "sends";
  /** Names of npm packages of package.json that Auth0 installs beside it. */
  packages: readonly string[];
}

/**
 * Our Actions, those of one trigger in the order in which they must run. Each is `actions/<kebab-case name>.ts`, with its
 * settings in `stacks/settings.ts`.
 */
export const actionDefinitions = {
  passwordlessFeedback: { label: "passwordless", trigger: "post-login", twilio: "reports", packages: ["twilio"] },
  mfaChallenge: { label: "MFA challenge", trigger: "post-login", packages: [] },
  mfaFeedback: { label: "MFA", trigger: "post-login", twilio: "reports", packages: ["twilio"] },
  phoneProvider: { label: "phone provider", trigger: "custom-phone-provider", twilio: "sends", packages: [] },
  passwordResetFeedback: {
    label: "password reset",
    trigger: "password-reset-post-challenge",
    twilio: "reports",
    packages: ["twilio"],
  },
} as const satisfies Record<string, ActionDefinition>;

/** Names one of our Actions in settings, constructs and outputs. */
export type ActionKey = keyof typeof actionDefinitions;

export const actionKeys = Object.keys(actionDefinitions) as ActionKey[];

/** Names one of ours on the post-login trigger. */
export type PostLoginKey = Exclude<ActionKey, "phoneProvider" | "passwordResetFeedback">;

/** In the order in which they run. */
export const postLoginKeys = actionKeys.filter(
  (key): key is PostLoginKey => definitionOf(key).trigger === "post-login",
);

export function definitionOf(key: ActionKey): ActionDefinition {
  return actionDefinitions[key];
}

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
  const versions: Record<string, string> = packageJson.dependencies;
  return definitionOf(key).packages.map((name) => ({ name, version: exactVersion(name, versions[name]) }));
}

/** @throws UserError when `version` is a range or missing. */
export function exactVersion(name: string, version: string | undefined): string {
  if (version === undefined || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) throw dependencyNotPinned(name, version);
  return version;
}
