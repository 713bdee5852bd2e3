import { z } from "zod";
import packageJson from "../package.json";
import { dependencyNotPinned } from "./errors";
import {
  mfaChallengeSettings,
  mfaFeedbackSettings,
  passwordlessFeedbackSettings,
  passwordResetFeedbackSettings,
  phoneProviderSettings,
} from "./settings";

/** The triggers that our Actions are for, with the version of each. */
export const triggers = {
  "post-login": "v3",
  "custom-phone-provider": "v1",
  "password-reset-post-challenge": "v1",
} as const;

export type TriggerId = keyof typeof triggers;

/** Everything about an Action except its source. */
export interface ActionDefinition {
  /** Ends the name that the Action has in Auth0. */
  label: string;
  /** On `custom-phone-provider` one Action runs: the one that a tenant's `phoneProvider` names. On others all of them do. */
  trigger: TriggerId;
  /** What `settings.<key>` of a tenant may hold; the Action sees it as the global `settings`. Absent: it has none. */
  settings?: z.ZodObject;
  /** What it does at Twilio, and so which key it gets as secrets. Absent: it has none. */
  twilio?: "reports" | "sends";
  /** Names of npm packages of package.json that Auth0 installs beside it. */
  packages?: readonly string[];
}

/**
 * Our Actions, those of one trigger in the order in which they run. Each is `actions/<kebab-case name>.ts`. Add your own:
 * docs/add-an-action.md.
 */
export const actionDefinitions = {
  passwordlessFeedback: {
    label: "passwordless",
    trigger: "post-login",
    settings: passwordlessFeedbackSettings,
    twilio: "reports",
    packages: ["twilio"],
  },
  mfaChallenge: { label: "MFA challenge", trigger: "post-login", settings: mfaChallengeSettings },
  mfaFeedback: {
    label: "MFA",
    trigger: "post-login",
    settings: mfaFeedbackSettings,
    twilio: "reports",
    packages: ["twilio"],
  },
  phoneProvider: {
    label: "phone provider",
    trigger: "custom-phone-provider",
    settings: phoneProviderSettings,
    twilio: "sends",
  },
  passwordResetFeedback: {
    label: "password reset",
    trigger: "password-reset-post-challenge",
    settings: passwordResetFeedbackSettings,
    twilio: "reports",
    packages: ["twilio"],
  },
} as const satisfies Record<string, ActionDefinition>;

type Definitions = typeof actionDefinitions;

/** Names one of our Actions in settings, constructs and outputs. */
export type ActionKey = keyof Definitions;

export const actionKeys = Object.keys(actionDefinitions) as ActionKey[];

type KeyOn<Trigger extends TriggerId> = {
  [Key in ActionKey]: Definitions[Key]["trigger"] extends Trigger ? Key : never;
}[ActionKey];

/** Names one of ours on the post-login trigger. */
export type PostLoginKey = KeyOn<"post-login">;

/** In the order in which they run. */
export const postLoginKeys = keysOn("post-login");

function keysOn<Trigger extends TriggerId>(trigger: Trigger): KeyOn<Trigger>[] {
  return actionKeys.filter((key): key is KeyOn<Trigger> => definitionOf(key).trigger === trigger);
}

/** The three on post-login that a tenant's feedback by Actions is made of, in the order in which they run. */
export const feedbackKeys = ["passwordlessFeedback", "mfaChallenge", "mfaFeedback"] as const satisfies PostLoginKey[];

export type FeedbackKey = (typeof feedbackKeys)[number];

export function isFeedbackKey(key: ActionKey): key is FeedbackKey {
  return (feedbackKeys as readonly ActionKey[]).includes(key);
}

/** What `phoneProvider` of a tenant may be, and the Action that each stands for: ours is `verify`, another is its key. */
export const phoneProviders: ReadonlyMap<string, ActionKey> = new Map(
  keysOn("custom-phone-provider").map((key) => [key === "phoneProvider" ? "verify" : key, key]),
);

type KeyWithSettings = {
  [Key in ActionKey]: Definitions[Key] extends { settings: z.ZodObject } ? Key : never;
}[ActionKey];

/** By Action, what its settings may be; those that have none are left out. */
export type SettingsSchemas = {
  [Key in KeyWithSettings]: Extract<Definitions[Key], { settings: unknown }>["settings"];
};

export const settingsSchemas = Object.fromEntries(
  actionKeys.flatMap((key) => {
    const { settings } = definitionOf(key);
    return settings ? [[key, settings]] : [];
  }),
) as SettingsSchemas;

/** `settings` of a tenant. Each Action's may be left out, and has its defaults then. */
export const actionSettings = z
  .strictObject(
    Object.fromEntries(
      Object.entries<z.ZodObject>(settingsSchemas).map(([key, schema]) => [key, schema.prefault({})]),
    ) as {
      [Key in KeyWithSettings]: z.ZodPrefault<SettingsSchemas[Key]>;
    },
  )
  .prefault({});

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
  return (definitionOf(key).packages ?? []).map((name) => ({ name, version: exactVersion(name, versions[name]) }));
}

/** @throws UserError when `version` is a range or missing. */
export function exactVersion(name: string, version: string | undefined): string {
  if (version === undefined || !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) throw dependencyNotPinned(name, version);
  return version;
}
