import type { PostLoginEvent } from "../types/post-login";

type Run = Pick<PostLoginEvent<object>, "transaction" | "request">;

/** Whether nobody may be prompted. The query counts only where the event has no transaction. */
export function isSilent({ transaction, request }: Run): boolean {
  return words(transaction ? transaction.prompt : request?.query?.prompt).includes("none");
}

/** The values of a parameter, by the transaction and by the query. */
export function requested(name: "prompt" | "acr_values", { transaction, request }: Run): string[] {
  return [...words(transaction?.[name]), ...words(request?.query?.[name])];
}

/**
 * `max_age` in seconds: `undefined` where the query has none, 0 where what it has can't be read. The event tells it
 * nowhere else, so it is not seen in a pushed request, in a POST, or after an Action that paused the login.
 */
export function requestedMaxAgeSeconds({ request }: Run): number | undefined {
  const maxAge = request?.query?.max_age;
  if (maxAge === undefined) return undefined;
  return typeof maxAge === "string" && /^\d+$/.test(maxAge) ? Number(maxAge) : 0;
}

/** The transaction lists values, the query separates them by spaces. */
function words(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((text) => (typeof text === "string" ? text.split(/\s+/) : []));
}
