import type { FactorType, LoginContext, MfaPrompt } from "./types";

/** A call of challengeWith, challengeWithAny, enrollWith or enrollWithAny, as the Action made it: nothing is checked yet. */
export interface MfaCommand {
  command: "challenge" | "enroll";
  /** The api method's name, for messages. */
  method: string;
  /** The Action that called. */
  action: string;
  /** The default factor first. */
  factors: readonly FactorSelector[];
}

export interface FactorSelector {
  type: string;
  preferredMethod?: string;
}

/** What becomes of a command. `warnings` go to the tenant log as type `w`. */
export type Resolution =
  | { kind: "skip"; warnings: string[] }
  | { kind: "prompt"; prompt: MfaPrompt; warnings: string[] }
  /** The login ends; the sentence goes to the tenant log as type `mfar`. */
  | { kind: "fail"; description: string };

/** What the command is held against: the tenant as of now, and the factors used so far in this transaction. */
export interface FactorState extends Pick<LoginContext, "enrolledFactors" | "enabledFactors"> {
  satisfied: ReadonlySet<string>;
}

/**
 * Decides what the platform does with a command (Auth0 docs, post-login api object and customise MFA).
 *
 * Where the docs disagree or are silent: a factor that was used in this transaction drops out of the command, the others
 * remain; an enrolment whose factors are all enrolled already fails, as the api reference and the troubleshooting table
 * say (one page says that the login goes on).
 */
export function resolveCommand(command: MfaCommand, state: FactorState): Resolution {
  const enrolled = new Set<string>(state.enrolledFactors());
  const enabled = new Set<string>(state.enabledFactors());
  const open = command.factors.filter((factor) => !state.satisfied.has(factor.type));
  const usable = open.filter(({ type }) =>
    command.command === "challenge" ? enabled.has(type) && enrolled.has(type) : canEnroll(type, enabled, enrolled),
  );
  const warnings = open.filter((factor) => !usable.includes(factor)).map((factor) => warning(command, factor.type));
  if (usable.length === 0) {
    if (open.length < command.factors.length) return { kind: "skip", warnings };
    return { kind: "fail", description: noneUsable[command.command] };
  }
  if (command.command === "enroll" && mustChallengeFirst(enabled, enrolled, state.satisfied)) {
    return { kind: "fail", description: challengeFirst };
  }
  return { kind: "prompt", prompt: toPrompt(command, usable), warnings };
}

/** E-mail is enrolled by verifying the address, never by a command. */
function canEnroll(type: string, enabled: ReadonlySet<string>, enrolled: ReadonlySet<string>): boolean {
  return type !== "email" && enabled.has(type) && !enrolled.has(type);
}

/** A recovery code alone does not count as enrolled, and a factor that is switched off can't be challenged. */
function mustChallengeFirst(
  enabled: ReadonlySet<string>,
  enrolled: ReadonlySet<string>,
  satisfied: ReadonlySet<string>,
): boolean {
  return satisfied.size === 0 && [...enrolled].some((type) => type !== "recovery-code" && enabled.has(type));
}

function toPrompt(command: MfaCommand, usable: readonly FactorSelector[]): MfaPrompt {
  const preferredMethod = usable.find((factor) => factor.type === "phone")?.preferredMethod;
  return {
    command: command.command,
    factors: [...new Set(usable.map((factor) => factor.type as FactorType))],
    ...(preferredMethod === undefined ? {} : { preferredMethod }),
    origin: "action",
    action: command.action,
  };
}

const noneUsable = {
  challenge:
    "An MFA challenge is used in a PostLogin action but the requested factors are not properly set up. " +
    "To perform MFA, enable the requested factors and ensure the user is enrolled with them.",
  enroll:
    "An MFA enrollment is used in a PostLogin action but the requested factors are not properly set up. " +
    "To perform MFA, enable the requested factors and ensure the user is not already enrolled with them.",
} as const;

const challengeFirst =
  "An MFA enrollment was requested but the user is already enrolled in MFA. " +
  "Challenge with at least one existing factor before enrolling a new one.";

function warning({ command }: MfaCommand, factor: string): string {
  const start = command === "challenge" ? "An MFA challenge" : "An MFA enrollment";
  const end = command === "challenge" ? "the user is enrolled with it" : "the user is not already enrolled with it";
  return (
    `${start} is used in a PostLogin action, but the requested factor ${factor} is not properly set up. ` +
    `Enable the requested factor and ensure ${end}.`
  );
}
