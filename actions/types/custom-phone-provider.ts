import type { Cache } from "./cache";
import type { Client, Connection, CustomDomain, HttpRequest, Organization, Profile } from "./event-parts";

/**
 * Auth0's custom-phone-provider v1 `event` and `api`, all of them, written from Auth0's reference (Actions triggers, custom
 * phone provider event object and API object). Everything that the platform may leave out is optional.
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
  client: Client;
  connection?: Connection;
  custom_domain?: CustomDomain;
  notification: Notification;
  organization?: Organization;
  request: HttpRequest;
  secrets: Partial<Secrets>;
  tenant: {
    id: string;
    friendly_name?: string;
    home_url?: string;
    logo_url?: string;
    support_email?: string;
    support_url?: string;
  };
  transaction?: { correlation_id?: string };
  /** Nearly empty where the user has no profile yet. */
  user: Profile & { user_id?: string };
}

export interface CustomPhoneProviderApi {
  notification: {
    /** The message failed for good: logged with the reason (1024 characters at most), never tried again. */
    drop(reason: string): void;
    /** The message failed: logged, and tried again up to five times over the next minutes. The last call of both wins. */
    retry(reason: string): void;
  };
  /** Shared by what runs on this trigger; the login's Actions have another. */
  cache: Cache;
}
