import fc from "fast-check";
import { onExecutePostLogin as mfaChallenge } from "../../actions/mfa-challenge";
import { onExecutePostLogin as mfaFeedback } from "../../actions/mfa-feedback";
import { onExecutePostLogin as passwordlessFeedback } from "../../actions/passwordless-feedback";
import type { PostLoginApi, PostLoginEvent } from "../../actions/types/post-login";
import type { TwilioSecrets } from "../../actions/types/secrets";

import { challengeSettings } from "./decide";
import { recordedApi } from "./events";
import { withSettings } from "./with-settings";

const LINE = /^verify-feedback (passwordless|mfa)-feedback (skipped:[a-z0-9-]+|failed:[a-z-]+ \S+ \S+) \d+ms$/;

const now = new Date().toISOString();
const something = fc.oneof(
  fc.anything(),
  fc.string(),
  fc.constant(now),
  fc.constant("sms"),
  fc.constant("+12025550100"),
);
const method = fc.record(
  {
    name: fc.constantFrom("sms", "mfa", "pwd", "https://custom"),
    timestamp: something,
    type: fc.oneof(something, fc.constant("phone")),
  },
  { requiredKeys: [] },
);
const identity = fc.record({ provider: something, connection: something, user_id: something, profileData: something });

/** Events that hold anything where the platform documents something, without secrets, so that nothing is ever sent. */
const oddEvent = fc.record(
  {
    authentication: fc.oneof(
      something,
      fc.record({ methods: fc.oneof(something, fc.array(fc.oneof(method, something))) }),
    ),
    connection: fc.oneof(something, fc.record({ strategy: fc.constantFrom("sms", "auth0", 7), name: something })),
    request: something,
    session: something,
    transaction: fc.oneof(
      something,
      fc.record({
        protocol: fc.constantFrom("oidc-basic-profile", "constructor", 7),
        metadata: fc.dictionary(fc.constant("verify_feedback_mfa_before"), something),
      }),
    ),
    user: fc.oneof(
      something,
      fc.record({
        user_id: something,
        phone_number: something,
        phone_verified: something,
        app_metadata: something,
        identities: fc.array(fc.oneof(identity, something)),
      }),
    ),
    secrets: fc.constantFrom({}, undefined, null),
  },
  { requiredKeys: [] },
);

describe("Whatever an event holds", () => {
  let lines: unknown[][];
  beforeEach(() => {
    lines = [];
    jest.spyOn(console, "log").mockImplementation((...line) => lines.push(line));
  });
  afterEach(() => jest.restoreAllMocks());

  const settings = {
    freshnessSeconds: 60,
    deadlineMs: 500,
    phoneNumber: ["app_metadata.phone", "identity", "profile"],
    unverifiedProfile: true,
  };

  test("a feedback Action ends without an exception and logs one line of the known form", async () => {
    const property = fc.asyncProperty(oddEvent, something, async (event, api) => {
      lines.length = 0;
      await passwordlessFeedback(event as PostLoginEvent<TwilioSecrets>, api as PostLoginApi);
      await mfaFeedback(event as PostLoginEvent<TwilioSecrets>);
      expect(lines.map((line) => line.join(" "))).toEqual([expect.stringMatching(LINE), expect.stringMatching(LINE)]);
    });
    await withSettings(settings, () => fc.assert(property, { numRuns: 500 }));
  });
});

describe("Whatever an event holds, mfa-challenge", () => {
  beforeEach(() => {
    jest.spyOn(console, "log").mockImplementation(() => {});
  });
  afterEach(() => jest.restoreAllMocks());

  const flow = fc.record(
    {
      protocol: fc.constantFrom("oidc-basic-profile", "oauth2-password", "samlp", "oauth2-refresh-token", 7),
      prompt: fc.oneof(something, fc.constant(["none"])),
    },
    { requiredKeys: [] },
  );
  const event = fc.record({
    ...{ authentication: fc.record({ methods: fc.array(method) }), transaction: flow, request: something },
    user: fc.oneof(
      something,
      fc.record({ enrolledFactors: fc.oneof(something, fc.array(fc.record({ type: something }))) }),
    ),
  });

  /** Settings under which nothing but an MFA in the session of a silent login lets it pass. */
  const settings = fc.record({
    additionalFactors: fc.constantFrom([], ["otp"]),
    rememberBrowser: fc.constantFrom("as-the-tenant", "never"),
    riskAssessment: fc.constantFrom(undefined, "ask-unless-high-confidence"),
    roles: fc.constantFrom(undefined, { include: ["admin"] }, { exempt: ["kiosk"] }),
    organizations: fc.constantFrom(undefined, { include: [null] }, { exempt: ["org_a"] }),
    sessionMfaMaxAgeSeconds: fc.constantFrom(undefined, 60),
  });

  test("fails the login, asks for a factor, refuses, or has a known reason to let it pass", async () => {
    const property = fc.asyncProperty(event, settings, async (odd, more) => {
      const api = recordedApi();
      const run = () => mfaChallenge(odd as never, api);
      const failed = await withSettings({ ...challengeSettings, ...more }, run).then(
        () => false,
        () => true,
      );
      const asked = api.calls.some((call) => /^(challengeWith|challengeWithAny|enrollWith|deny)/.test(call));
      const refreshed = odd.transaction.protocol === "oauth2-refresh-token";
      const silent = JSON.stringify([odd.transaction, odd.request]).includes("none");
      const passedBefore = odd.authentication.methods.some(
        ({ name, type }) => name === "mfa" && (type === "phone" || type === "otp"),
      );
      expect(failed || asked || refreshed || (silent && passedBefore)).toBe(true);
    });
    await fc.assert(property, { numRuns: 500 });
  });
});
