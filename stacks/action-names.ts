/** The Actions in the order in which they must run. Each is `actions/<kebab-case name>.ts`. */
export const actionKeys = ["passwordlessFeedback", "mfaChallenge", "mfaFeedback"] as const;

/** Names one of our Actions in settings, constructs and outputs. */
export type ActionKey = (typeof actionKeys)[number];

const labels: Record<ActionKey, string> = {
  passwordlessFeedback: "passwordless",
  mfaChallenge: "MFA challenge",
  mfaFeedback: "MFA",
};

/** The name an Action has in Auth0, e.g. `Verify feedback - MFA challenge`. */
export function actionName(key: ActionKey, prefix: string): string {
  return `${prefix} - ${labels[key]}`;
}

/** The name of its source file without extension, e.g. `mfa-challenge`. */
export function actionSource(key: ActionKey): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Its name in Terraform addresses and outputs, e.g. `mfa_challenge`. */
export function terraformName(key: ActionKey): string {
  return actionSource(key).replaceAll("-", "_");
}
