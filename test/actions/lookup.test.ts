import type { Login } from "../../packages/local-tenant/src/auth0/login";
import type { Enrollment, User } from "../../packages/local-tenant/src/auth0/users";
import { FIXED_ACCOUNT, FIXED_SERVICE_SID } from "../../packages/local-tenant/src/twilio";
import { rsaKeys } from "../../packages/local-tenant/test/support/rsa-keys";
import { type Sandbox, startSandbox } from "../support/sandbox";
import { addPhoneUser, addSmsUser, addUser, aNumber, approvals, logText, outcomes, secretsOf } from "./support";

const { privateKey, publicKey } = rsaKeys("one");
const oneLine = privateKey.replace(/-----.*-----|\n/g, "");
const other = rsaKeys("two");
const CLIENT = "lookup-client";
const SCOPE = "read:authentication_methods";

const twilioSecrets = {
  TWILIO_ACCOUNT_SID: FIXED_ACCOUNT.sid,
  TWILIO_AUTH_TOKEN: FIXED_ACCOUNT.authToken,
  TWILIO_VERIFY_SID: FIXED_SERVICE_SID,
};
const secrets = { ...twilioSecrets, AUTH0_LOOKUP_CLIENT_ID: CLIENT, AUTH0_LOOKUP_PRIVATE_KEY: oneLine };

async function lookingUp(given: Partial<typeof secrets> = secrets, mfaFeedback: { checkLastSend?: boolean } = {}) {
  const settings = { mfaFeedback: { enrolledNumber: "lookup" as const, ...mfaFeedback } };
  const sandbox = await startSandbox({ settings, secrets: given as Record<string, string> });
  sandbox.tenant.clients.add({ clientId: CLIENT, publicKey, scopes: [SCOPE] });
  unmask(sandbox, true);
  return sandbox;
}

function unmask({ tenant }: Sandbox, unmasked: boolean): void {
  tenant.settings.patch({ flags: { disable_management_api_sms_obfuscation: unmasked } });
}

const phone = (phoneNumber: string): Enrollment => ({ type: "phone", phoneNumber });

/** A user whose profile holds another proven number than the one that is enrolled. */
function twoNumbers(sandbox: Sandbox): { user: User; enrolled: string } {
  const enrolled = aNumber();
  return { user: addUser(sandbox, { enrollments: [phone(enrolled)] }), enrolled };
}

/** Somebody else's code, sent to that number and not typed. */
async function strangersCode(sandbox: Sandbox, number: string): Promise<void> {
  const stranger = addSmsUser(sandbox, { phone_number: number });
  await sandbox.login({ user: stranger.handle, method: "sms" });
}

async function logIn(sandbox: Sandbox, user: User, beforeAnswer: () => unknown = () => {}): Promise<Login> {
  const login = await sandbox.login({ user: user.handle, method: "password" });
  await beforeAnswer();
  await sandbox.finish(login);
  expect(login.outcome).toMatchObject({ status: "completed" });
  for (const secret of secretsOf(user, secrets)) expect(logText(login)).not.toContain(secret);
  return login;
}

const outcome = (login: Login) => outcomes(login)["mfa-feedback"];

/** Moves all that Verify knows of the number's newest verification by `ms`. */
function shiftSends({ verify }: Sandbox, number: string, ms: number): void {
  const verification = verify.store.newestVerification(FIXED_SERVICE_SID, number)!;
  verification.dateCreated += ms;
  for (const sid of verification.attemptSids) verify.store.attempt(sid)!.dateCreated += ms;
}

describe("With the enrolled number looked up,", () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await lookingUp();
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => {
    sandbox.verify.reset();
    unmask(sandbox, true);
    sandbox.server.switches.reset();
  });

  test("the number that the phone was enrolled with is reported, and not the profile's", async () => {
    const { user, enrolled } = twoNumbers(sandbox);
    await strangersCode(sandbox, user.phone_number!);
    expect(outcome(await logIn(sandbox, user))).toBe("approved");
    expect(approvals(sandbox)).toEqual([enrolled]);
  });

  test("an enrolment in this login is reported", async () => {
    const user = addUser(sandbox, { phone_number: undefined, phone_verified: undefined });
    const number = aNumber();
    const login = await sandbox.complete({ user: user.handle, method: "password" }, { phoneNumber: number });
    expect(outcome(login)).toBe("approved");
    expect(approvals(sandbox)).toEqual([number]);
  });

  test("of several phones, the one that got a code in this login is reported", async () => {
    const [first, second] = [aNumber(), aNumber()];
    const user = addUser(sandbox, { enrollments: [phone(first), phone(second)] });
    await strangersCode(sandbox, second);
    shiftSends(sandbox, second, -60_000);
    expect(outcome(await logIn(sandbox, user))).toBe("approved");
    expect(approvals(sandbox)).toEqual([first]);
  });

  test("of several phones, none is reported where two got a code in this login", async () => {
    const [first, second] = [aNumber(), aNumber()];
    const user = addUser(sandbox, { enrollments: [phone(first), phone(second)] });
    await strangersCode(sandbox, second);
    const login = await logIn(sandbox, user, () => {
      const { dateCreated } = sandbox.verify.store.newestVerification(FIXED_SERVICE_SID, second)!;
      shiftSends(sandbox, second, Date.now() - dateCreated);
    });
    expect(outcome(login)).toBe("skipped:ambiguous-number");
    expect(approvals(sandbox)).toEqual([]);
  });

  test("of several phones, none is reported where Verify does not tell of one", async () => {
    const user = addUser(sandbox, { enrollments: [phone(aNumber()), phone(aNumber())] });
    sandbox.verify.faults.set("verification/read", { kind: "error", status: 500, times: 1 });
    expect(outcome(await logIn(sandbox, user))).toBe("skipped:ambiguous-number verification-not-read");
    expect(approvals(sandbox)).toEqual([]);
  });

  test("of more than five phones, none is reported", async () => {
    const user = addUser(sandbox, { enrollments: Array.from({ length: 6 }, () => phone(aNumber())) });
    expect(outcome(await logIn(sandbox, user))).toBe("skipped:ambiguous-number");
    expect(approvals(sandbox)).toEqual([]);
  });

  // The clocks of the platform may be a second apart.
  test.each([-500, 500, 2000])(
    "where another phone replaced the enrolled one %i ms after the challenge, neither is reported",
    async (ms) => {
      const after = aNumber();
      const user = addPhoneUser(sandbox);
      await strangersCode(sandbox, after);
      try {
        const login = await logIn(sandbox, user, () => {
          const createdAt = new Date(Date.now() + ms).toISOString();
          const changed = { ...user, enrollments: [{ ...phone(after), createdAt }] };
          const others = sandbox.users.all().filter(({ handle }) => handle !== user.handle);
          jest.spyOn(sandbox.users, "all").mockReturnValue([...others, changed]);
        });
        expect(outcome(login)).toBe("skipped:number-unknown changed-meanwhile");
      } finally {
        jest.restoreAllMocks();
      }
      expect(approvals(sandbox)).toEqual([]);
    },
  );

  test("two phones with one number are one", async () => {
    const number = aNumber();
    const user = addUser(sandbox, { enrollments: [phone(number), phone(number)] });
    expect(outcome(await logIn(sandbox, user))).toBe("approved");
    expect(approvals(sandbox)).toEqual([number]);
  });

  test("a masked number is not reported, nor the profile's in its place", async () => {
    unmask(sandbox, false);
    expect(outcome(await logIn(sandbox, addPhoneUser(sandbox)))).toBe("skipped:number-unknown masked-number");
    expect(approvals(sandbox)).toEqual([]);
  });

  test.each<[string, (sandbox: Sandbox, user: User) => void, string]>([
    ["answers 429", ({ server }) => server.switches.rateLimit.refuse(99), "failed:lookup 429 methods"],
    [
      "no longer knows the user",
      ({ users }, user) => {
        jest.spyOn(users, "all").mockReturnValue(users.all().filter(({ handle }) => handle !== user.handle));
      },
      "failed:lookup 404 methods",
    ],
    ["tells of no phone", (_, user) => user.enrollments.splice(0), "skipped:number-unknown"],
  ])("nothing is reported where the tenant %s", async (_, happens, expected) => {
    // The instance holds a token by then.
    await logIn(sandbox, addPhoneUser(sandbox));
    sandbox.verify.reset();
    const user = addPhoneUser(sandbox);
    try {
      expect(outcome(await logIn(sandbox, user, () => happens(sandbox, user)))).toBe(expected);
    } finally {
      jest.restoreAllMocks();
    }
    expect(approvals(sandbox)).toEqual([]);
  });

  test("a token that was revoked is replaced", async () => {
    const issue = jest.spyOn(sandbox.tenant.tokens, "issue");
    const find = jest.spyOn(sandbox.tenant.tokens, "find").mockReturnValueOnce(undefined);
    try {
      const login = await logIn(sandbox, addPhoneUser(sandbox));
      expect(outcome(login)).toBe("approved");
      expect(issue).toHaveBeenCalledTimes(1);
      expect(find).toHaveBeenCalledTimes(2);
    } finally {
      jest.restoreAllMocks();
    }
  });
});

describe("The token of the machine client", () => {
  test("is asked for once by logins that come together, and kept", async () => {
    const sandbox = await lookingUp();
    const issue = jest.spyOn(sandbox.tenant.tokens, "issue");
    try {
      await Promise.all(Array.from({ length: 8 }, () => logIn(sandbox, addPhoneUser(sandbox))));
      await logIn(sandbox, addPhoneUser(sandbox));
      expect(approvals(sandbox)).toHaveLength(9);
      expect(issue).toHaveBeenCalledTimes(1);
    } finally {
      jest.restoreAllMocks();
      await sandbox.stop();
    }
  });

  test("is not asked for again right after a 429", async () => {
    const sandbox = await lookingUp();
    try {
      const user = addPhoneUser(sandbox);
      const refused = await logIn(sandbox, user, () => sandbox.server.switches.rateLimit.refuse(1));
      expect(outcome(refused)).toBe("failed:lookup 429 token");
      const issue = jest.spyOn(sandbox.tenant.tokens, "issue");
      expect(outcome(await logIn(sandbox, user))).toBe("failed:lookup 429 token");
      expect(issue).not.toHaveBeenCalled();
      expect(approvals(sandbox)).toEqual([]);
    } finally {
      jest.restoreAllMocks();
      await sandbox.stop();
    }
  });

  test("is had with a key in PEM, too", async () => {
    const sandbox = await lookingUp({ ...secrets, AUTH0_LOOKUP_PRIVATE_KEY: privateKey });
    try {
      expect(outcome(await logIn(sandbox, addPhoneUser(sandbox)))).toBe("approved");
    } finally {
      await sandbox.stop();
    }
  });

  const { AUTH0_LOOKUP_CLIENT_ID: _, ...withoutId } = secrets;
  const { AUTH0_LOOKUP_PRIVATE_KEY: __, ...withoutKey } = secrets;
  const otherKey = other.privateKey.replace(/-----.*-----|\n/g, "");
  test.each<[string, Partial<typeof secrets>, string]>([
    ["without a client id", withoutId, "failed:lookup - AUTH0_LOOKUP_CLIENT_ID"],
    ["without a key", withoutKey, "failed:lookup - AUTH0_LOOKUP_PRIVATE_KEY"],
    ["with what is no key", { ...secrets, AUTH0_LOOKUP_PRIVATE_KEY: "x" }, "failed:lookup - AUTH0_LOOKUP_PRIVATE_KEY"],
    ["with another's key", { ...secrets, AUTH0_LOOKUP_PRIVATE_KEY: otherKey }, "failed:lookup 401 token"],
  ])("%s is not had, and nothing is reported", async (_title, given, expected) => {
    const sandbox = await lookingUp(given);
    try {
      expect(outcome(await logIn(sandbox, addPhoneUser(sandbox)))).toBe(expected);
      expect(approvals(sandbox)).toEqual([]);
    } finally {
      await sandbox.stop();
    }
  });

  test("without the scope reads nothing, and nothing is reported", async () => {
    const sandbox = await lookingUp();
    sandbox.tenant.clients.add({ clientId: CLIENT, publicKey, scopes: ["read:clients"] });
    try {
      expect(outcome(await logIn(sandbox, addPhoneUser(sandbox)))).toBe("failed:lookup 403 methods");
      expect(approvals(sandbox)).toEqual([]);
    } finally {
      await sandbox.stop();
    }
  });
});

describe.each([
  ["a proven number", async () => startSandbox({ settings: { mfaFeedback: { checkLastSend: true } } })],
  ["the enrolled number", async () => lookingUp(secrets, { checkLastSend: true })],
])("With the last send checked, of %s,", (_, start) => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await start();
  });
  afterAll(() => sandbox.stop());
  beforeEach(() => sandbox.verify.reset());

  test.each<[string, number, string]>([
    ["between the challenge and the answer: reported", 0, "approved"],
    ["before the challenge: not", -5000, "skipped:older-code"],
    ["after the answer: not", 5000, "skipped:newer-code"],
  ])("%s", async (_title, ms, expected) => {
    const user = addPhoneUser(sandbox);
    const login = await logIn(sandbox, user, () => shiftSends(sandbox, user.phone_number!, ms));
    expect(outcome(login)).toBe(expected);
    expect(approvals(sandbox)).toEqual(expected === "approved" ? [user.phone_number] : []);
  });

  test("nothing is reported where Verify does not tell", async () => {
    sandbox.verify.faults.set("verification/read", { kind: "error", status: 401 });
    expect(outcome(await logIn(sandbox, addPhoneUser(sandbox)))).toMatch(/^failed:auth 401/);
    expect(approvals(sandbox)).toEqual([]);
  });
});

test("Without a look-up, somebody else's earlier code at the proven number stays pending when the last send is checked", async () => {
  const sandbox = await startSandbox({ settings: { mfaFeedback: { checkLastSend: true } } });
  try {
    const { user } = twoNumbers(sandbox);
    await strangersCode(sandbox, user.phone_number!);
    shiftSends(sandbox, user.phone_number!, -5000);
    expect(outcome(await logIn(sandbox, user))).toBe("skipped:older-code");
    expect(approvals(sandbox)).toEqual([]);
  } finally {
    await sandbox.stop();
  }
});
