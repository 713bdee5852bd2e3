import type { ChallengeFactor, PostLoginEvent } from "../types/post-login";
import type { MfaChallengeSettings } from "../types/settings";

type Event = Pick<PostLoginEvent<object>, "user">;

/** The types of the enrolled factors; `undefined` where the platform could not tell. */
export function enrolledTypes({ user }: Event): string[] | undefined {
  const { enrolledFactors } = user;
  return Array.isArray(enrolledFactors) ? enrolledFactors.map(({ type }) => type) : undefined;
}

/** The additional factors that are enrolled. Recovery codes, which the platform does not list, come with another factor. */
export function enrolledAdditionalFactors(
  event: Event,
  { additionalFactors }: MfaChallengeSettings,
): ChallengeFactor["type"][] {
  const enrolled = enrolledTypes(event) ?? [];
  if (!additionalFactors.some((type) => enrolled.includes(type))) return [];
  return additionalFactors.filter((type) => enrolled.includes(type) || type === "recovery-code");
}

/** Whether a phone is enrolled and none of the additional factors. */
export function phoneIsAllThereIsToAsk(event: Event, settings: MfaChallengeSettings): boolean {
  const phone = enrolledTypes(event)?.includes("phone") === true;
  return phone && enrolledAdditionalFactors(event, settings).length === 0;
}
