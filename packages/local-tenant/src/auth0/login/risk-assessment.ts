import type { confidences } from "./names";

type Confidence = (typeof confidences)[number];

/** Assessments that go with an overall confidence: by the device, and by the way it came since the last login. */
const codes: Readonly<Record<Confidence, { NewDevice: string; ImpossibleTravel: string }>> = {
  high: { NewDevice: "match", ImpossibleTravel: "minimal_travel_from_last_login" },
  medium: { NewDevice: "partial_match", ImpossibleTravel: "travel_from_last_login" },
  low: { NewDevice: "no_match", ImpossibleTravel: "impossible_travel_from_last_login" },
  neutral: { NewDevice: "initial_login", ImpossibleTravel: "initial_login" },
};

/** `event.authentication.riskAssessment` (Auth0 docs, post-login event object). */
export function riskAssessment(confidence: Confidence): Record<string, unknown> {
  const { NewDevice, ImpossibleTravel } = codes[confidence];
  return {
    confidence,
    version: "1",
    assessments: {
      NewDevice: { code: NewDevice, confidence },
      ImpossibleTravel: { code: ImpossibleTravel, confidence },
      UntrustedIP: { code: "not_found_on_deny_list", confidence: "high" },
    },
  };
}
