import { type ActionKey, actionKeys, definitionOf, feedbackKeys, phoneProviders, settingsSchemas } from "./actions";
import type { Tenant } from "./tenant-schema";

function isThisMachine(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1";
}

type Chosen = Pick<Tenant, "feedback" | "mfaChallenge" | "phoneProvider" | "reportPasswordResets">;

/** Those of our Actions that a tenant gets; on each trigger in the order in which they run. */
export function actionKeysOf(tenant: Chosen): ActionKey[] {
  return actionKeys.filter((key) => isChosen(key, tenant));
}

function isChosen(key: ActionKey, { feedback, mfaChallenge, phoneProvider, reportPasswordResets }: Chosen): boolean {
  if (definitionOf(key).trigger === "custom-phone-provider") {
    return phoneProvider !== undefined && phoneProviders.get(phoneProvider) === key;
  }
  if (key === "mfaChallenge") return mfaChallenge;
  if (key === "passwordlessFeedback" || key === "mfaFeedback") return feedback !== "log-stream";
  return key === "passwordResetFeedback" ? reportPasswordResets : true;
}

/** Whether an Action of ours calls Twilio, and so gets secrets. */
export function hasSecrets(tenant: Chosen): boolean {
  return actionKeysOf(tenant).some((key) => definitionOf(key).twilio !== undefined);
}

/** What of the feedback's settings does not go together, as sentences that say what to write instead. */
export function feedbackProblems(name: string, tenant: Tenant): string[] {
  const { feedback, logStream, mfaChallenge, domain } = tenant;
  const problems: string[] = [];
  if (feedback !== "actions" && logStream === undefined) {
    problems.push(
      `${name}.feedback is "${feedback}", but ${name}.logStream is missing: write logStream: { url: "https://…", receiver: "node" }, with the receiver's address`,
    );
  }
  if (feedback === "actions" && logStream !== undefined) {
    problems.push(
      `${name}.logStream has no effect with ${name}.feedback "actions": write feedback: "log-stream" or "both", or remove logStream`,
    );
  }
  if (!mfaChallenge && feedback !== "log-stream") {
    problems.push(
      `${name}.mfaChallenge is false with feedback "${feedback}": mfa-feedback reports what mfa-challenge asks for. ` +
        'Write feedback: "log-stream", which sees MFA that others ask for, or leave mfaChallenge out',
    );
  }
  if (logStream !== undefined && isThisMachine(new URL(logStream.url).hostname) && !isThisMachine(hostOf(domain))) {
    problems.push(`${name}.logStream.url is on this machine, where ${domain} can't reach it. Write a public address`);
  }
  const present = actionKeysOf(tenant);
  for (const key of feedbackKeys.filter((candidate) => !present.includes(candidate))) {
    if (JSON.stringify(tenant.settings[key]) === JSON.stringify(settingsSchemas[key].parse({}))) continue;
    problems.push(`${name}.settings.${key} has no effect: this tenant does not get that Action. Remove it`);
  }
  return problems;
}

function hostOf(domain: string): string {
  return domain.replace(/:\d+$/, "").toLowerCase();
}
