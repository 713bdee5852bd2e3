import { readEntry } from "../../../ops/auth0/read-entry";
import { describeLine } from "../../../ops/verbs/status/describe-line";

const common = { log_id: "1", date: "2026-11-24T10:00:00.000Z", user_id: "auth0|ann", ip: "192.0.2.7" };
const NUMBER = "+15005550006";
const authenticator = { id: "sms|dev_1", type: "sms", phone_number: NUMBER };

const entries: [object, object][] = [
  [
    {
      type: "fn",
      description: "failed",
      details: { email_type: "otp_verify", notification_type: "voice", to: NUMBER, error: `Can't call ${NUMBER}.` },
    },
    { what: "not sent", about: "voice", to: "••••••••••06", why: "otp_verify: Can't call ••••••••••06." },
  ],
  [
    {
      type: "fn",
      description: "failed",
      details: { email_type: "x", notification_type: "email", to: "ann@example.com" },
    },
    { to: "•••@•••", why: "x: failed" },
  ],
  [
    {
      type: "gd_send_sms_failure",
      description: "Guardian - Error sending SMS",
      details: { authenticator, provider_error: { errorCode: "1", message: "dropped" } },
    },
    { what: "not sent", about: "sms", to: "••••••••••06", why: "Guardian - Error sending SMS: dropped" },
  ],
  [
    { type: "cs", description: "Passwordless login code has been sent", details: { body: { phone_number: NUMBER } } },
    { what: "sent", about: "sms", to: "••••••••••06" },
  ],
  [
    {
      type: "actions_execution_failed",
      details: {
        trigger_id: "post-login",
        action_name: "Risk check",
        error_class: "action_error",
        action_error: { name: "Error", message: "no answer for ann@example.com, +1 (500) 555-0006" },
      },
    },
    {
      what: "Action failed",
      about: "Risk check",
      why: "action_error, post-login, Error: no answer for •••@•••, •••••••••••••••06",
    },
  ],
  [
    {
      type: "gd_auth_succeed",
      description: "Guardian - Second factor authentication succeeded",
      details: { authenticator },
    },
    { what: "MFA passed", about: "sms" },
  ],
  [
    { type: "mfar", description: "MFA required" },
    { what: "MFA impossible", about: undefined, to: undefined },
  ],
];

it.each(entries)("tells of %j nothing personal", (entry, line) => {
  const read = readEntry({ ...common, ...entry } as never, false);
  expect(read).toMatchObject(line);
  expect(JSON.stringify(read)).not.toMatch(/5005550006|555-0006|example\.com|192\.0\.2\.7|auth0\|ann/);
});

it("tells everything where personal data are asked for", () => {
  const line = readEntry({ ...common, ...entries[0]![0] } as never, true);
  expect(describeLine(line)).toBe(
    `2026-11-24T10:00:00.000Z  not sent           fn                        voice  to ${NUMBER}  otp_verify: Can't call ${NUMBER}.  (auth0|ann 192.0.2.7)`,
  );
});

it("prints an entry as one line, whatever an Action's name or error holds", () => {
  const details = {
    action_name: "Risk\u202echeck",
    action_error: { name: "Error", message: "boom\n\u001b[2JAll is well." },
  };
  const line = describeLine(readEntry({ ...common, type: "actions_execution_failed", details }, false));
  expect(line).toContain("Risk\\u{202e}check");
  expect(line).toContain("Error: boom\\n\\u{1b}[2JAll is well.");
});
