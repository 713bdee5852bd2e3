/** What the events of several triggers have in common, written from Auth0's reference. */

export interface Client {
  client_id: string;
  name: string;
  /** What was written for the application in the dashboard or by the Management API. */
  metadata: Record<string, string>;
}

export interface Connection {
  id: string;
  name: string;
  /** `auth0` for a database, `sms`, `email`, …; a social connection's is its name. */
  strategy: string;
  metadata?: Record<string, string>;
}

export interface CustomDomain {
  domain: string;
  domain_metadata: Record<string, string>;
}

export interface Organization {
  /** `org_…`. */
  id: string;
  name: string;
  display_name: string;
  metadata: Record<string, string>;
}

/** Where an IP address is, as far as Auth0 could tell. */
export interface GeoIp {
  cityName?: string;
  continentCode?: string;
  /** ISO 3166-1 alpha-2, e.g. `DE`. */
  countryCode?: string;
  /** ISO 3166-1 alpha-3. */
  countryCode3?: string;
  countryName?: string;
  latitude?: number;
  longitude?: number;
  subdivisionCode?: string;
  subdivisionName?: string;
  /** IANA, e.g. `Europe/Berlin`. */
  timeZone?: string;
}

export interface HttpRequest {
  ip: string;
  method: string;
  geoip: GeoIp;
  /** Number of the client's autonomous system. */
  asn?: string;
  hostname?: string;
  /** As the browser asks for it. */
  language?: string;
  user_agent?: string;
}

/** An account that a user signs in with. */
export interface Identity {
  /** The connection's name. */
  connection?: string;
  /** The connection's strategy: `sms`, `auth0`, … */
  provider?: string;
  /** The user id without the provider's prefix. */
  user_id?: string;
  isSocial?: boolean;
  /** The profile of a linked (secondary) identity; the primary identity's profile is `event.user` itself. */
  profileData?: { phone_number?: unknown; phone_verified?: unknown; [field: string]: unknown };
}

/** What a profile may hold. Timestamps are ISO 8601. */
export interface Profile {
  app_metadata?: Record<string, unknown>;
  user_metadata?: Record<string, unknown>;
  created_at?: string;
  updated_at?: string;
  email?: string;
  email_verified?: boolean;
  family_name?: string;
  given_name?: string;
  identities?: Identity[];
  /** Of a database account, once the password was changed. */
  last_password_reset?: string;
  name?: string;
  nickname?: string;
  /** As the profile has it: not always E.164, since an import or the Management API can write anything. */
  phone_number?: string;
  /** Of the primary identity. Only an `sms` or a database one has it from Auth0; another provider may claim anything. */
  phone_verified?: boolean;
  picture?: string;
  username?: string;
}
