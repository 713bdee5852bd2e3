/** Which log types each category holds (Auth0 docs, log stream filters), as far as the local tenant writes them. */
const types = {
  "auth.login.fail": ["f", "fp"],
  "auth.login.notification": ["w"],
  "auth.login.success": ["s"],
  "auth.logout.fail": [],
  "auth.logout.success": [],
  "auth.signup.fail": [],
  "auth.signup.success": [],
  "auth.silent_auth.fail": ["fsa"],
  "auth.silent_auth.success": ["ssa"],
  "auth.token_exchange.fail": ["feccft", "fepft", "fertft"],
  "auth.token_exchange.success": ["seacft", "seccft", "seoobft", "seotpft", "sepft", "sertft"],
  "auth.ancillary.fail": [],
  "auth.ancillary.success": [],
  "management.fail": [],
  "management.success": ["sapi"],
  "scim.event": [],
  "system.notification": ["limit_wc"],
  "user.fail": ["fn"],
  "user.notification": ["cs", "gd_enrollment_complete", "gd_start_enroll"],
  "user.success": [],
  actions: ["actions_execution_failed"],
} as const satisfies Record<string, readonly string[]>;

export type Category = keyof typeof types | "other";

export const categories = ["other", ...(Object.keys(types) as (keyof typeof types)[])] as const;

const categoryByType = new Map<string, Category>(
  Object.entries(types).flatMap(([category, members]) => members.map((type) => [type, category as Category])),
);

/** The category of a log type. `other` is what no category names: `gd_auth_succeed` is in it. */
export function categoryOf(type: string): Category {
  return categoryByType.get(type) ?? "other";
}
