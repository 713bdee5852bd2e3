/**
 * Auth0's custom-phone-provider v1 `event` and `api`, written from Auth0's reference (Actions triggers, custom phone
 * provider event object and API object). Everything that the platform may leave out is optional.
 */

/** What a message is about. Only the first two carry a code. */
export type MessageType = "otp_verify" | "otp_enroll" | "blocked_account" | "change_password" | "password_breach";

export interface Notification {
  message_type: MessageType;
  delivery_method: "text" | "voice";
  /** E.164 by the reference, whose own sample has dashes in it. */
  recipient: string;
  /** The one-time code, which Auth0 has made. */
  code?: string;
  /** The tenant's template for the message, filled in. */
  as_text: string;
  /** The same for a voice call. */
  as_voice: string;
  /** The sender that the tenant's phone settings name. */
  from?: string;
  /** BCP 47 by the reference, whose own sample is `en_US`. */
  locale?: string;
}

export interface CustomPhoneProviderEvent<Secrets extends object> {
  client: { client_id: string; name: string; metadata: Record<string, string> };
  connection?: { id: string; name: string; strategy: string; metadata?: Record<string, string> };
  custom_domain?: { domain: string; domain_metadata: Record<string, string> };
  notification: Notification;
  organization?: { id: string; name: string; display_name: string; metadata: Record<string, string> };
  request: {
    ip: string;
    method: string;
    asn?: string;
    geoip: {
      cityName?: string;
      continentCode?: string;
      countryCode?: string;
      countryCode3?: string;
      countryName?: string;
      latitude?: number;
      longitude?: number;
      subdivisionCode?: string;
      subdivisionName?: string;
      timeZone?: string;
    };
    hostname?: string;
    language?: string;
    user_agent?: string;
  };
  secrets: Partial<Secrets>;
  tenant: { id: string };
  transaction?: { correlation_id?: string };
  /** Nearly empty where the person has no profile yet. */
  user: {
    user_id?: string;
    phone_number?: string;
    phone_verified?: boolean;
    email?: string;
    email_verified?: boolean;
    name?: string;
    nickname?: string;
    given_name?: string;
    family_name?: string;
    username?: string;
    picture?: string;
    created_at?: string;
    updated_at?: string;
    app_metadata?: Record<string, unknown>;
    user_metadata?: Record<string, unknown>;
  };
}

/** What `api.cache` answers; it throws nothing. */
export type CacheResult =
  | { type: "success"; record?: { value: string; expires_at: number } }
  | { type: "error"; code: string };

export interface CustomPhoneProviderApi {
  notification: {
    /** The message failed for good: logged with the reason (1024 characters at most), never tried again. */
    drop(reason: string): void;
    /** The message failed: logged, and tried again up to five times over the next minutes. The last call of both wins. */
    retry(reason: string): void;
  };
  /** Shared by what runs on this trigger; the login's Actions have another. */
  cache: {
    get(key: string): { value: string; expires_at: number } | undefined;
    set(key: string, value: string, options?: { ttl?: number; expires_at?: number }): CacheResult;
    delete(key: string): CacheResult;
  };
}
