import type { Seen } from "../../../ops/live/found-effects";
import { seenInWords } from "../../../ops/live/seen-in-words";
import { evidenceInWords } from "../../../ops/verbs/adopt/evidence";

const calls: Seen = { kind: "api-calls", names: ["access.deny"] };

it.each<[string, Seen]>([
  ["calls challengeWith and enrollWith", { kind: "api-calls", names: ["challengeWith", "enrollWith"] }],
  ["calls messages.create at Twilio", { kind: "twilio-call", name: "messages.create" }],
  ["uses the package auth0", { kind: "package", name: "auth0" }],
  ["sends a request to hooks.example.com", { kind: "request", host: "hooks.example.com" }],
  ["sends a request to an address that is chosen at run time", { kind: "request", host: undefined }],
  ["tells Verify canceled", { kind: "verify-status", status: "canceled" }],
  ["tells Verify a status that is chosen at run time", { kind: "verify-status", status: undefined }],
  ["sends Verify something other than an approval", { kind: "verify-request" }],
  ["chooses at run time what it calls on api", { kind: "chosen", of: "api" }],
  ["chooses at run time what it calls at Twilio", { kind: "chosen", of: "twilio" }],
  ["chooses at run time what it requires", { kind: "chosen", of: "packages" }],
  ["passes axios on", { kind: "passed-on", of: "axios" }],
  ["passes a Twilio client on", { kind: "passed-on", of: "twilio" }],
  ["passes a login to a function that can't be found", { kind: "unknown-handler" }],
  ["sends requests through a client of got that it creates itself", { kind: "own-client", of: "got" }],
  ["uses eval for an unclear purpose", { kind: "global", name: "eval" }],
  ["uses import()", { kind: "evaluation", name: "import()" }],
  ["uses a name for two things: api, flow", { kind: "ambiguous-names", names: ["api", "flow"] }],
  ["asks for email, otp", { kind: "other-factors", factors: ["email", "otp"] }],
  ["asks for no factor", { kind: "other-factors", factors: [] }],
  ["calls multifactor.enable by stats.logins_count", { kind: "conditional-mfa", reads: ["stats.logins_count"] }],
  ["reads client.name, secrets.ONLY", { kind: "reads", paths: ["client.name", "secrets.ONLY"] }],
  ["reports codes to Verify", { kind: "reports", mfa: false, firstFactor: false }],
  ["reports codes to Verify, and looks at MFA", { kind: "reports", mfa: true, firstFactor: false }],
  ["reports codes to Verify, and looks at the first factor", { kind: "reports", mfa: false, firstFactor: true }],
  ["reports codes to Verify, and looks at both factors", { kind: "reports", mfa: true, firstFactor: true }],
  ["was built from actions/mfa-feedback.ts", { kind: "own-source", key: "mfaFeedback" }],
  ["can't be parsed as CommonJS", { kind: "not-commonjs" }],
])("an Action %s", (words, seen) => {
  expect(seenInWords([seen])).toBe(words);
});

it("all that was seen of an Action is one sentence on one line", () => {
  expect(seenInWords([])).toBe("does nothing");
  expect(seenInWords([calls, { kind: "reads", paths: ["client.name"] }])).toBe(
    "calls access.deny, and reads client.name",
  );
  expect(seenInWords([{ kind: "request", host: "one\ntwo" }])).not.toContain("\n");
});

it("what speaks for an Action being ours is its name, its code, and where it runs", () => {
  expect(evidenceInWords({ seen: [calls], hasOurName: true })).toBe("has our name, but calls access.deny");
  expect(evidenceInWords({ seen: [], hasOurName: true })).toBe("has our name, and does nothing");
  expect(evidenceInWords({ seen: [calls], side: "after" })).toBe("calls access.deny, after the challenge");
});
