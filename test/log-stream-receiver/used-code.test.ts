import { OTHER_FACTORS, PHONE_FACTORS } from "../../packages/log-stream-receiver/src/records/guardian";
import { toLogRecord } from "../../packages/log-stream-receiver/src/records/log-record";
import { OTHER_AMR, PHONE_AMR } from "../../packages/log-stream-receiver/src/records/login";
import { usedCodeOf } from "../../packages/log-stream-receiver/src/records/used-code-of";
import { at, authenticator, loginRecord, mfaRecord, phonePrompt } from "./support/records";

const NUMBER = "+12025550101";
const used = (record: object, now = at(60)) => {
  const logRecord = toLogRecord(record);
  if (!logRecord) throw new Error("no log record");
  return usedCodeOf(logRecord, now);
};

describe.each(["gd_auth_succeed", "gd_enrollment_complete"])("%s", (type) => {
  const mfa = (changes: object) => used(mfaRecord({ type, ...changes }));
  const withAuthenticator = (...given: Parameters<typeof authenticator>) =>
    mfa({ details: { authenticator: authenticator(...given) } });

  test.each(PHONE_FACTORS)("counts with an authenticator of the type %s, at the record's date", (factor) => {
    expect(withAuthenticator(factor, NUMBER)).toEqual({ e164: NUMBER, usedAt: at(10) });
  });

  test.each(OTHER_FACTORS)("does not count with an authenticator of the type %s", (factor) => {
    expect(withAuthenticator(factor, NUMBER)).toEqual({ notCounted: "other-factor" });
  });

  test.each(["SMS", "telegram", "", null, 7, undefined])(
    "takes an authenticator of the type %j for unknown",
    (factor) => {
      expect(withAuthenticator(factor, NUMBER)).toEqual({ notCounted: "unknown-factor" });
    },
  );

  test.each<[string, unknown, unknown, object]>([
    ["of the authenticator", NUMBER, undefined, { e164: NUMBER, usedAt: at(10) }],
    ["of the enrolment where the authenticator has none", null, NUMBER, { e164: NUMBER, usedAt: at(10) }],
    ["that both hold, written differently", "+1 202-555-0101", NUMBER, { e164: NUMBER, usedAt: at(10) }],
    ["of neither where they differ", NUMBER, "+12025550102", { notCounted: "ambiguous-number" }],
    ["of nobody", undefined, undefined, { notCounted: "no-number" }],
    ["that is masked", "***********", undefined, { notCounted: "masked-number" }],
    ["that is masked but for its end", "XXXXXXXX0101", undefined, { notCounted: "masked-number" }],
    ["that is hashed", "a1b2c3d4e5f60718", undefined, { notCounted: "hashed-number" }],
    ["that is hashed, with digits alone", "1234567890123456", undefined, { notCounted: "hashed-number" }],
    ["that is hashed in the authenticator only", "a1b2c3d4e5f60718", NUMBER, { notCounted: "ambiguous-number" }],
    ["without +, which may be a hash", "12025550101", undefined, { notCounted: "not-e164" }],
    ["that is a number in JSON", 12025550101, undefined, { notCounted: "not-e164" }],
    ["that is a name", "Alice", undefined, { notCounted: "not-e164" }],
    ["that is an object", { toString: NUMBER }, undefined, { notCounted: "not-e164" }],
    ["that is blank", "  ", undefined, { notCounted: "no-number" }],
  ])("takes the number %s", (_, ofAuthenticator, ofEnrolment, expected) => {
    const details = { authenticator: authenticator("sms", ofAuthenticator), enrollment: { phone_number: ofEnrolment } };
    expect(mfa({ details })).toEqual(expected);
  });

  test.each([
    undefined,
    null,
    "",
    "yesterday",
    "2026-01-01 00:00:10",
    "2026-01-01T00:00:10",
    "2026-13-01T00:00:10Z",
    5,
  ])("does not count with the date %j", (date) => expect(mfa({ date })).toEqual({ notCounted: "no-date" }));

  test.each([undefined, null, [], "text"])("does not stumble over details of %j", (details) => {
    expect(mfa({ details })).toEqual({ notCounted: "unknown-factor" });
  });

  test("is taken for used now when its date lies ahead", () => {
    expect(used(mfaRecord({ type, date: "2027-01-01T00:00:00.000Z" }), at(60))).toEqual({
      e164: NUMBER,
      usedAt: at(60),
    });
  });
});

describe("s", () => {
  const login = (changes: Record<string, unknown>) => used(loginRecord(changes));
  const withPrompts = (...prompts: unknown[]) =>
    login({ details: { initiatedAt: at(1), completedAt: at(12), prompts } });

  test.each(PHONE_AMR)("counts with a completed prompt of passwordless_amr %s, at its completion", (amr) => {
    expect(withPrompts(phonePrompt({ passwordless_amr: amr }))).toEqual({ e164: NUMBER, usedAt: at(10) });
  });

  test.each([
    ["single sign-on, without prompts", []],
    ["single sign-on, with the session's prompt", [phonePrompt({ session: true })]],
    ["single sign-on, with a prompt of an earlier login", [phonePrompt({ completedAt: at(0) })]],
    ["a prompt that was not completed", [phonePrompt({ completedAt: undefined })]],
    ["a password", [{ name: "prompt-authenticate", completedAt: at(10) }]],
    [
      "MFA by phone after a password",
      [{ name: "mfa", flow: "universal-mfa", performed_amr: ["mfa"], completedAt: at(10) }],
    ],
    ["no prompts at all", undefined],
    ["prompts that are none", [null, "sms", 5]],
    ...OTHER_AMR.map((amr): [string, unknown] => [`a code by ${amr}`, [phonePrompt({ passwordless_amr: amr })]]),
  ])("does not count with %s", (_, prompts) => {
    expect(login({ details: { initiatedAt: at(1), prompts } })).toEqual({ notCounted: "no-phone-code" });
  });

  test("tells of a passwordless_amr that is not known", () => {
    expect(withPrompts(phonePrompt({ passwordless_amr: "carrier-pigeon" }))).toEqual({
      notCounted: "unknown-passwordless-amr",
    });
  });

  test("takes the newest of several phone prompts", () => {
    const usedAt = at(11);
    expect(withPrompts(phonePrompt({ completedAt: usedAt }), phonePrompt())).toEqual({ e164: NUMBER, usedAt });
  });

  test("takes the record's date when the prompt says to have been completed later", () => {
    expect(withPrompts(phonePrompt({ completedAt: at(13) }))).toEqual({ e164: NUMBER, usedAt: at(12) });
  });

  test("counts when the login does not say when it began", () => {
    expect(login({ details: { initiatedAt: null, prompts: [phonePrompt()] } })).toEqual({
      e164: NUMBER,
      usedAt: at(10),
    });
  });

  test.each(["auth0", "email", undefined])(
    "does not take the user's name for the number with the strategy %s",
    (strategy) => {
      expect(login({ strategy })).toEqual({ notCounted: "other-connection" });
    },
  );

  test.each<[unknown, string]>([
    [undefined, "no-number"],
    ["Alice", "not-e164"],
    ["************", "masked-number"],
    ["1f0e3dad99908345", "hashed-number"],
  ])("does not count with the user's name %j", (user_name, notCounted) => {
    expect(login({ user_name })).toEqual({ notCounted });
  });
});

test.each([
  "ssa",
  "f",
  "scoa",
  "seacft",
  "sertft",
  "cs",
  "cls",
  "gd_send_sms",
  "gd_auth_failed",
  "gd_start_auth",
  "mfar",
  "__proto__",
])("%s does not count", (type) => {
  expect(used(loginRecord({ type }))).toEqual({ notCounted: "other-type" });
  expect(used(mfaRecord({ type }))).toEqual({ notCounted: "other-type" });
});
