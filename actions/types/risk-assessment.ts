export type Confidence = "low" | "medium" | "high" | "neutral";

interface Assessment<Code extends string, Details = never> {
  code?: Code;
  confidence?: Confidence;
  details?: Details;
}

/** Auth0's assessment of a login, on tenants that assess risk. */
export interface RiskAssessment {
  /** Over all assessments, in the words of {@link Confidence}. */
  confidence?: string;
  version?: string;
  assessments?: {
    AgentDetection?: Assessment<"unknown" | "verified_agent", { provider?: string }>;
    ImpossibleTravel?: Assessment<
      | "minimal_travel_from_last_login"
      | "travel_from_last_login"
      | "substantial_travel_from_last_login"
      | "impossible_travel_from_last_login"
      | "invalid_travel"
      | "missing_geoip"
      | "anonymous_proxy"
      | "unknown_location"
      | "initial_login"
      | "location_history_not_found"
      | "assessment_not_available"
    >;
    NewDevice?: Assessment<
      | "initial_login"
      | "assessment_not_available"
      | "match"
      | "partial_match"
      | "no_match"
      | "unknown_device"
      | "no_device_history",
      { device?: "unknown" | "known"; useragent?: "unknown" | "known" }
    >;
    UntrustedIP?: Assessment<
      "assessment_not_available" | "not_found_on_deny_list" | "found_on_deny_list" | "invalid_ip_address",
      { category?: string; ip?: string; matches?: string; source?: string }
    >;
  };
  /** What other products that stand before Auth0 found. */
  supplemental?: {
    akamai?: { akamaiBot?: AkamaiBot; akamaiUserRisk?: AkamaiUserRisk };
  };
}

interface AkamaiBot {
  type?: string;
  action?: string;
  botCategory?: string[];
  botScore?: number;
  botScoreResponseSegment?: string;
  botnetId?: string;
}

interface AkamaiUserRisk {
  action?: string;
  allow?: number;
  emailDomain?: string;
  general?: Record<string, string>;
  ouid?: string;
  requestid?: string;
  risk?: Record<string, string>;
  score?: number;
  status?: number;
  trust?: Record<string, string>;
  username?: string;
  uuid?: string;
}
