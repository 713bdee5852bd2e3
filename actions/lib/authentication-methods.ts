import type { AuthenticationMethod, PostLoginEvent } from "../types/post-login";

/** A method with its time in milliseconds since the Unix epoch. */
export interface TimedMethod {
  name: string;
  type?: string;
  timestamp: string;
  at: number;
}

/** The session's methods that carry a readable timestamp, oldest first. The platform promises no order. */
export function timedMethods(event: Pick<PostLoginEvent<object>, "authentication">): TimedMethod[] {
  const methods = event.authentication?.methods;
  if (!Array.isArray(methods)) return [];
  return methods.flatMap(timed).sort((a, b) => a.at - b.at);
}

function timed(method: AuthenticationMethod | null): TimedMethod[] {
  const at = typeof method?.timestamp === "string" ? Date.parse(method.timestamp) : Number.NaN;
  if (typeof method?.name !== "string" || !method.timestamp || Number.isNaN(at)) return [];
  return [{ name: method.name, type: method.type, timestamp: method.timestamp, at }];
}

/** The newest first factors: more than one only where timestamps are equal. Custom methods (URLs) are not first factors. */
export function newestFirstFactors(methods: readonly TimedMethod[]): TimedMethod[] {
  const firstFactors = methods.filter((method) => method.name !== "mfa" && !method.name.includes("://"));
  const newest = firstFactors.at(-1);
  return firstFactors.filter((method) => method.at === newest?.at);
}
