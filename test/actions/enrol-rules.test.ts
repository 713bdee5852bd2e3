import type { MfaChallengeSettings } from "../../actions/types/settings";
import { decide, enrolled } from "./decide";

type Enrol = MfaChallengeSettings["enrol"];

const MARKED = 'transaction.setMetadata "verify_feedback_mfa_before" "none"';
const any = (...types: string[]) => `challengeWithAny ${JSON.stringify(types.map((type) => ({ type })))}`;
const phone = (...types: string[]) => {
  const additionalFactors = types.map((type) => ({ type }));
  return `challengeWith {"type":"phone"}${types.length > 0 ? ` ${JSON.stringify({ additionalFactors })}` : ""}`;
};
const enrols = 'enrollWith {"type":"phone"}';
const refused = ["denied:not-enrolled", expect.stringMatching(/^deny "No multi-factor/)];
const asked = (decision: string, ...calls: string[]) => [`challenged:${decision}`, ...calls, MARKED];
const passed = ["passed:not-enrolled"];
const without = ["otp", "push-notification", "webauthn-roaming", "webauthn-platform"];

/** By what is enrolled and what `additionalFactors` lists: what `require`, `skip` and `deny` do. */
const rules: [string[] | undefined, MfaChallengeSettings["additionalFactors"], Record<Enrol, unknown[]>][] = [
  [[], [], { require: ["enrolling:phone", enrols, MARKED], skip: passed, deny: refused }],
  [[], ["email"], { require: ["enrolling:phone", enrols, MARKED], skip: passed, deny: refused }],
  [
    ["email"],
    [],
    {
      require: asked("others", any("email", "recovery-code"), enrols),
      skip: asked("others", any("email", "recovery-code")),
      deny: refused,
    },
  ],
  [
    ["email"],
    ["otp"],
    {
      require: asked("others", any("email", "recovery-code"), enrols),
      skip: asked("others", any("email", "recovery-code")),
      deny: refused,
    },
  ],
  [
    ["email"],
    ["email"],
    {
      require: asked("others", any("email", "recovery-code"), enrols),
      skip: asked("others", any("email", "recovery-code")),
      deny: asked("others", any("email", "recovery-code")),
    },
  ],
  [
    ["otp"],
    [],
    {
      require: asked("others", any("otp", "recovery-code"), enrols),
      skip: asked("others", any("otp", "recovery-code")),
      deny: asked("others", any("otp", "recovery-code")),
    },
  ],
  [
    ["email", "otp"],
    [],
    {
      require: asked("others", any("otp", "email", "recovery-code"), enrols),
      skip: asked("others", any("otp", "email", "recovery-code")),
      deny: asked("others", any("otp", "recovery-code")),
    },
  ],
  [
    ["retina"],
    [],
    {
      require: asked("others", any("recovery-code"), enrols),
      skip: asked("others", any("recovery-code")),
      deny: asked("others", any("recovery-code")),
    },
  ],
  [["phone"], [], { require: asked("phone", phone()), skip: asked("phone", phone()), deny: asked("phone", phone()) }],
  [
    ["phone", "email"],
    [],
    { require: asked("phone", phone()), skip: asked("phone", phone()), deny: asked("phone", phone()) },
  ],
  [
    ["phone", "email"],
    ["email"],
    {
      require: asked("phone", phone("email")),
      skip: asked("phone", phone("email")),
      deny: asked("phone", phone("email")),
    },
  ],
  [
    undefined,
    [],
    {
      require: asked("unknown-factors", phone(...without, "email", "recovery-code")),
      skip: asked("unknown-factors", phone(...without, "email", "recovery-code")),
      deny: asked("unknown-factors", phone(...without, "recovery-code")),
    },
  ],
  [
    undefined,
    ["email"],
    {
      require: asked("unknown-factors", phone(...without, "email", "recovery-code")),
      skip: asked("unknown-factors", phone(...without, "email", "recovery-code")),
      deny: asked("unknown-factors", phone(...without, "email", "recovery-code")),
    },
  ],
];

const cells = rules.flatMap(([types, additionalFactors, outcomes]) =>
  (["require", "skip", "deny"] as const).map(
    (enrol) => [types ?? "unknown", additionalFactors, enrol, types, outcomes[enrol]] as const,
  ),
);

test.each(cells)("With %j enrolled and %j allowed, %s does", async (_, additionalFactors, enrol, types, expected) => {
  const { decision, calls } = await decide(types ? enrolled(...types) : {}, { additionalFactors, enrol });
  expect([decision, ...calls]).toEqual(expected);
});

describe("The remembered browser", () => {
  const box = 'multifactor.enable "any" {"allowRememberBrowser":false}';
  const never = { rememberBrowser: "never" } as const;

  test.each([
    ["the phone", ["phone"], {}, [box, phone(), MARKED]],
    ["other factors", ["otp"], {}, [box, any("otp", "recovery-code"), enrols, MARKED]],
  ])("is turned off ahead of a challenge of %s", async (_, types, settings, calls) => {
    expect((await decide(enrolled(...types), { ...never, ...settings })).calls).toEqual(calls);
  });

  test("is turned off ahead of a challenge whose factors nobody could tell", async () => {
    expect((await decide({}, never)).calls[0]).toBe(box);
  });

  test.each([
    ["is skipped", { enrol: "skip" }, []],
    ["is denied", { enrol: "deny" }, [expect.stringMatching(/^deny/)]],
    ["is all that is asked for", { enrol: "require" }, [enrols, MARKED]],
  ] as const)("is left alone where enrolment %s: MFA would be asked for after all Actions", async (_, enrol, calls) => {
    expect((await decide(enrolled(), { ...never, ...enrol })).calls).toEqual(calls);
  });

  test("is left alone by default", async () => {
    expect((await decide(enrolled("phone"))).calls).not.toContain(box);
  });
});
