import { Badge, type Tone } from "../../components/badge";
import type { LoginSummary } from "../../lib/documents";

const states: Readonly<Record<LoginSummary["state"], readonly [Tone, string]>> = {
  running: ["info", "Running"],
  "awaiting-password": ["warn", "Waits for a password"],
  "awaiting-code": ["warn", "Waits for a code"],
  "awaiting-mfa": ["warn", "Waits for MFA"],
  completed: ["good", "Completed"],
  ended: ["bad", "Ended"],
};

/** How a login stands. */
export function StateBadge({ login }: { login: Pick<LoginSummary, "state" | "error"> }) {
  const [tone, words] = states[login.state];
  if (login.error === "abandoned") return <Badge>Given up</Badge>;
  return <Badge tone={tone}>{login.error ?? words}</Badge>;
}
