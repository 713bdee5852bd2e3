import { actionSource } from "../../stacks/actions";
import { withoutLineBreaks } from "../support/tenant-text";
import type { Seen } from "./found-effects";

/**
 * What an Action does, e.g. `calls challengeWith, and reads client.name`; its name or "it" goes before. Names in the code may be
 * strings, which break no line here.
 */
export function seenInWords(seen: readonly Seen[]): string {
  return seen.length > 0 ? withoutLineBreaks(seen.map(wordsOf).join(", and ")) : "does nothing";
}

function wordsOf(seen: Seen): string {
  switch (seen.kind) {
    case "api-calls":
      return `calls ${seen.names.join(" and ")}`;
    case "twilio-call":
      return `calls ${seen.name} at Twilio`;
    case "package":
      return `uses the package ${seen.name}`;
    case "request":
      return `sends a request to ${seen.host ?? "an address that is chosen at run time"}`;
    case "verify-status":
      return `tells Verify ${seen.status ?? "a status that is chosen at run time"}`;
    case "verify-request":
      return "sends Verify something other than an approval";
    case "chosen":
      return `chooses at run time what it ${{ api: "calls on api", twilio: "calls at Twilio", packages: "requires" }[seen.of]}`;
    case "passed-on":
      return `passes ${seen.of === "twilio" ? "a Twilio client" : seen.of} on`;
    case "unknown-handler":
      return "passes a login to a function that can't be found";
    case "own-client":
      return `sends requests through a client of ${seen.of} that it creates itself`;
    case "global":
      return `uses ${seen.name} for an unclear purpose`;
    case "evaluation":
      return `uses ${seen.name}`;
    case "ambiguous-names":
      return `uses a name for two things: ${seen.names.join(", ")}`;
    case "other-factors":
      return `asks for ${seen.factors.join(", ") || "no factor"}`;
    case "conditional-mfa":
      return `calls multifactor.enable by ${seen.reads.join(", ")}`;
    case "reads":
      return `reads ${seen.paths.join(", ")}`;
    case "reports":
      return `reports codes to Verify${looksAt(seen)}`;
    case "own-source":
      return `was built from actions/${actionSource(seen.key)}.ts`;
    case "not-commonjs":
      return "can't be parsed as CommonJS";
  }
}

function looksAt({ mfa, firstFactor }: Extract<Seen, { kind: "reports" }>): string {
  if (mfa && firstFactor) return ", and looks at both factors";
  if (mfa) return ", and looks at MFA";
  return firstFactor ? ", and looks at the first factor" : "";
}
