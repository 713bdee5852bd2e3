import type { Interaction, PipelineStep } from "./types";

type Ended = Extract<PipelineStep, { status: "ended" }>;

/** How a login ends if nobody can answer a prompt; `undefined` if somebody can. */
export function whenNotInteractive(interaction: Interaction): Ended | undefined {
  const description = "Multifactor authentication required";
  switch (interaction) {
    case "interactive":
    case "mfa-api":
      return undefined;
    case "silent":
      return { status: "ended", error: "interaction_required", description };
    case "api":
      return { status: "ended", error: "mfa_required", description };
    case "token-exchange":
      return {
        status: "ended",
        error: "access_denied",
        description: "MFA challenges and enrollments are not supported in a custom token exchange.",
      };
  }
}
