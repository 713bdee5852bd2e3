import type { PostLoginEvent } from "../types/post-login";
import type { Condition, MfaChallengeSettings } from "../types/settings";

type Event = PostLoginEvent<object>;

/** What a condition looks at; `undefined` where the event does not tell, `null` for no organization. */
type Values = readonly (string | null)[] | undefined;

/** Whether to ask a login for MFA: always without conditions, otherwise if any condition says so. */
export function isAsked(event: Event, settings: MfaChallengeSettings): boolean {
  const conditions: [Condition | undefined, Values][] = [
    [settings.clients, one(event.client?.client_id)],
    [settings.connections, one(event.connection?.name)],
    [settings.organizations, event.organization ? one(event.organization.id) : [null]],
    [settings.roles, several(event.authorization?.roles)],
  ];
  const unconditional = !settings.riskAssessment && conditions.every(([condition]) => !condition);
  return (
    unconditional || riskAsks(event, settings) || conditions.some(([condition, values]) => asks(condition, values))
  );
}

/** Whether risk is a condition and asks: by any overall confidence but `high`, and by none. */
export function riskAsks(event: Event, { riskAssessment }: MfaChallengeSettings): boolean {
  return riskAssessment !== undefined && event.authentication?.riskAssessment?.confidence !== "high";
}

/** Of several values one that is included asks, and all must be exempt; what the event does not tell asks. */
function asks(condition: Condition | undefined, values: Values): boolean {
  if (!condition) return false;
  if (!values) return true;
  if ("include" in condition) return values.some((value) => condition.include.includes(value));
  return values.length === 0 || !values.every((value) => condition.exempt.includes(value));
}

function one(value: unknown): Values {
  return typeof value === "string" ? [value] : undefined;
}

function several(values: unknown): Values {
  return Array.isArray(values) && values.every((value) => typeof value === "string") ? values : undefined;
}
