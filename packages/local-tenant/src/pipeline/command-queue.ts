import { type MfaCommand, type Resolution, resolveCommand } from "./commands";
import { limits } from "./limits";
import type { FactorType, LoginContext } from "./types";

/** What stops the Actions: a prompt, or the end of the login. `logType` is the tenant log event that goes with it. */
export type Interruption =
  | Extract<Resolution, { kind: "prompt" }>
  | { kind: "end"; description: string; logType?: "mfar" };

/** The challenge and enrolment commands of one login, carried out one after the other. */
export class CommandQueue {
  /** Factors that the user used or enrolled in this login. */
  readonly satisfied = new Set<FactorType>();
  #waiting: MfaCommand[] = [];
  #carriedOut = 0;

  /** `warn` is called for each factor that a command names but that can't be used (tenant log type `w`). */
  constructor(
    private readonly context: LoginContext,
    private readonly warn: (description: string) => void,
  ) {}

  add(commands: readonly MfaCommand[]): void {
    this.#waiting.push(...commands);
  }

  /** Carries out commands up to one that holds the login; `undefined` when none is left. */
  next(): Interruption | undefined {
    for (let command = this.#waiting.shift(); command; command = this.#waiting.shift()) {
      const hold = this.#carryOut(command);
      if (hold) return hold;
    }
    return undefined;
  }

  /** `undefined` when the command is ignored because its factors were used in this login. */
  #carryOut(command: MfaCommand): Interruption | undefined {
    this.#carriedOut += 1;
    if (this.#carriedOut > limits.commandsPerFlow) return { kind: "end", description: tooMany(command) };
    if (!this.context.customizeMfa()) return { kind: "end", description: customizeMfaIsOff(command), logType: "mfar" };
    const resolution = resolveCommand(command, {
      satisfied: this.satisfied,
      enrolledFactors: () => this.context.enrolledFactors(),
      enabledFactors: () => this.context.enabledFactors(),
    });
    if (resolution.kind === "fail") return { kind: "end", description: resolution.description, logType: "mfar" };
    for (const warning of resolution.warnings) this.warn(warning);
    return resolution.kind === "prompt" ? resolution : undefined;
  }
}

function tooMany({ action, method }: MfaCommand): string {
  return (
    `The Action "${action}" called ${method}, the fifth challenge or enrollment of this login; ` +
    `a login may have ${limits.commandsPerFlow}.`
  );
}

/** The docs only say that flows "will not work properly" then; a login that silently went on would be worse. */
function customizeMfaIsOff({ action, method }: MfaCommand): string {
  return (
    `The Action "${action}" called ${method}, but the tenant setting customize_mfa_in_postlogin_action ` +
    '("Customize MFA Factors using Actions") is off. Switch it on.'
  );
}
