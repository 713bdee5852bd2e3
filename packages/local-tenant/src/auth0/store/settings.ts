/** A JSON document with the platform's own keys. */
export type Document = Record<string, unknown>;

function defaults(name: string): Document {
  return {
    change_password: { enabled: false },
    enabled_locales: ["en"],
    flags: {
      allow_changing_enable_sso: false,
      disable_impersonation: true,
      enable_sso: true,
      universal_login: true,
      revoke_refresh_token_grant: false,
      disable_clickjack_protection_headers: false,
    },
    friendly_name: name,
    sandbox_version: "22",
    session_lifetime: 168,
    idle_session_lifetime: 72,
    phone_consolidated_experience: true,
    customize_mfa_in_postlogin_action: false,
    oidc_logout: { rp_logout_end_session_endpoint_discovery: true },
  };
}

const IN_MINUTES = "_in_minutes";

/**
 * A change with the lifetimes that it gives in minutes as the hours under which the platform keeps and shows them: both
 * names set one value.
 */
function inHours(change: Document): Document {
  return Object.fromEntries(
    Object.entries(change).map(([key, value]) => {
      if (!key.endsWith(IN_MINUTES)) return [key, value];
      return [key.slice(0, -IN_MINUTES.length), typeof value === "number" ? value / 60 : value];
    }),
  );
}

/** The tenant's settings: one open document, kept under the platform's keys. */
export class SettingsStore {
  #document: Document;

  constructor(name: string) {
    this.#document = defaults(name);
  }

  /** A copy of the settings as they stand. Keys that were never set, or set to null, are absent. */
  get(): Document {
    return structuredClone(this.#document);
  }

  /** Merges a change: `flags` key by key, everything else whole; null, and an empty redirect URI, remove the key. */
  patch(change: Document): Document {
    for (const [key, value] of Object.entries(inHours(change))) {
      if (value === null || (key === "default_redirection_uri" && value === "")) delete this.#document[key];
      else if (key === "flags") this.#document.flags = { ...this.flags, ...(value as Document) };
      else this.#document[key] = structuredClone(value);
    }
    return this.get();
  }

  /** Takes the place of all settings. */
  replace(document: Document): void {
    this.#document = structuredClone(document);
  }

  get flags(): Document {
    return { ...(this.#document.flags as Document | undefined) };
  }

  /** `customize_mfa_in_postlogin_action`; false when absent. */
  get customizeMfa(): boolean {
    return this.#document.customize_mfa_in_postlogin_action === true;
  }

  /** `phone_consolidated_experience`; true when absent. */
  get phoneConsolidated(): boolean {
    return this.#document.phone_consolidated_experience !== false;
  }
}
