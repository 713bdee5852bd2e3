import { Hono } from "hono";
import { z } from "zod";
import { PlatformError } from "../../store/errors";
import type { Document } from "../../store/settings";
import type { LocalTenant } from "../../tenant";
import type { Guard } from "../auth";
import type { Scope } from "../scopes";
import { readBody } from "../validate";

interface KeptDocument {
  path: string;
  reads: Scope;
  updates: Scope;
  /** What a tenant has before anybody changes it. */
  initial: Document;
}

const attackProtection = (name: string, initial: Document): KeptDocument => ({
  path: `/attack-protection/${name}`,
  reads: "read:attack_protection",
  updates: "update:attack_protection",
  initial,
});

/** Settings that no login here looks at. */
const SETTINGS: readonly KeptDocument[] = [
  attackProtection("brute-force-protection", {
    enabled: true,
    shields: ["block", "user_notification"],
    mode: "count_per_identifier_and_ip",
    allowlist: [],
    max_attempts: 10,
  }),
  attackProtection("suspicious-ip-throttling", {
    enabled: true,
    shields: ["admin_notification", "block"],
    allowlist: [],
    stage: {
      "pre-login": { max_attempts: 100, rate: 864_000 },
      "pre-user-registration": { max_attempts: 50, rate: 1200 },
    },
  }),
  attackProtection("breached-password-detection", {
    enabled: false,
    shields: [],
    admin_notification_frequency: [],
    method: "standard",
    stage: { "pre-user-registration": { shields: [] }, "pre-change-password": { shields: [] } },
  }),
  attackProtection("bot-detection", {
    challenge_password_policy: "never",
    challenge_passwordless_policy: "never",
    challenge_password_reset_policy: "never",
    allowlist: [],
    bot_detection_level: "medium",
    monitoring_mode_enabled: false,
  }),
  attackProtection("captcha", { active_provider_id: "auth_challenge", auth_challenge: { fail_open: false } }),
  {
    path: "/risk-assessments/settings/new-device",
    reads: "read:attack_protection",
    updates: "update:attack_protection",
    initial: { remember_for: 30 },
  },
  { path: "/branding", reads: "read:branding", updates: "update:branding", initial: {} },
  {
    path: "/supplemental-signals",
    reads: "read:attack_protection",
    updates: "update:attack_protection",
    initial: { akamai_enabled: false },
  },
];

/** Texts and fragments of the login pages, by prompt: an empty document until one is put there. */
const PROMPTS = ["/prompts/:prompt/custom-text/:language", "/prompts/:prompt/partials"];

/** What the tenant can have one of and never does: path, scope, the platform's words. */
const ABSENT: readonly [path: string, scope: Scope, message: string, errorCode?: string][] = [
  [
    "/branding/themes/default",
    "read:branding",
    "There was an error retrieving branding settings: invalid theme ID",
    "theme_not_found",
  ],
  ["/emails/provider", "read:email_provider", "There is not a configured email provider"],
  ["/email-templates/:name", "read:email_templates", "The template does not exist"],
];

const anyDocument = z.record(z.string(), z.unknown());

/** Documents that are kept and given back, without effect, so that a tenant can be exported and imported whole. */
export function keptDocumentRoutes({ documents }: LocalTenant, needs: Guard): Hono {
  const app = new Hono();
  for (const { path, reads, updates, initial } of SETTINGS) {
    const current = () => ({ ...initial, ...documents.get(path) });
    app.get(path, needs(reads), (c) => c.json(current()));
    app.patch(path, needs(updates), async (c) => {
      documents.set(path, { ...current(), ...(await readBody(c, anyDocument)) });
      return c.json(current());
    });
  }
  for (const path of PROMPTS) {
    app.get(path, needs("read:prompts"), (c) => c.json(documents.get(c.req.path) ?? {}));
    app.put(path, needs("update:prompts"), async (c) => {
      documents.set(c.req.path, await readBody(c, anyDocument));
      return c.json(documents.get(c.req.path));
    });
  }
  for (const [path, scope, message, errorCode] of ABSENT) {
    app.get(path, needs(scope), () => {
      throw new PlatformError(404, message, errorCode);
    });
  }
  return app;
}
