import type {
  FirstFactorLogin,
  Login,
  LoginOptions,
  RefreshTokenLogin,
  SessionLogin,
  SilentLogin,
} from "../../packages/local-tenant/src/auth0/login";
import type { User } from "../../packages/local-tenant/src/auth0/users";
import { verifyVariables } from "../../packages/local-tenant/test/support/fixed-credentials";
import { type Sandbox, type SandboxOptions, startSandbox } from "../support/sandbox";
import {
  addPhoneUser,
  addSmsUser,
  addUser,
  aNumber,
  approvals,
  authenticatorApp,
  identity,
  logText,
  outcomes,
  secretsOf,
} from "./support";

/** What one story must come to. Numbers are listed once for each code that the person completed. */
interface Ending {
  /** Every login of the story, in order. */
  logins: Login[];
  user: User;
  completed: string[];
  /** Outcomes of the last login's Actions, as far as they are of interest. */
  logs: Partial<Record<"passwordless-feedback" | "mfa-challenge" | "mfa-feedback", string>>;
  /** OAuth 2.0 error of the last login; absent: it completed. */
  error?: string;
  /** A known limit: what is approved in place of what was completed. docs/limits.md. */
  knownLimit?: { approved: string[] };
}

type Story = (sandbox: Sandbox) => Promise<Ending>;

type More = Partial<FirstFactorLogin>;

const sms = (user: User, more: More = {}): LoginOptions => ({ user: user.handle, method: "sms", ...more });
const password = (user: User, more: More = {}): LoginOptions => ({
  user: user.handle,
  method: "password",
  ...more,
});
const rightPassword = (user: User) => ({ user: user.handle, method: "password", grant: "password" }) as const;
const session = (login: Login): string => {
  if (!login.outcome?.sessionId) throw new Error(`No session: ${JSON.stringify(login.outcome)}`);
  return login.outcome.sessionId;
};

/** Runs stories in one sandbox and holds each to what is true of all. */
function stories(title: string, options: SandboxOptions, table: Record<string, Story>): void {
  describe(title, () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await startSandbox(options);
    });
    afterAll(() => sandbox.stop());
    beforeEach(() => sandbox.verify.reset());

    test.each(Object.entries(table))("%s", async (_, story) => {
      const { logins, user, completed, logs, error, knownLimit } = await story(sandbox);
      const last = logins.at(-1)!;
      expect(last.outcome).toMatchObject(error ? { status: "ended", error } : { status: "completed" });
      expect(outcomes(last)).toMatchObject(logs);
      expect(approvals(sandbox)).toEqual(knownLimit ? knownLimit.approved : completed);
      for (const login of logins) {
        for (const secret of secretsOf(user, options.secrets ?? verifyVariables))
          expect(logText(login)).not.toContain(secret);
      }
    });
  });
}

const noMfa: SandboxOptions = { settings: { mfaChallenge: { enrol: "skip" } } };

stories("A login that begins with a code to a phone", noMfa, {
  "by SMS is reported": async (sandbox) => {
    const user = addSmsUser(sandbox);
    const login = await sandbox.complete(sms(user));
    return { logins: [login], user, completed: [user.phone_number!], logs: { "passwordless-feedback": "approved" } };
  },
  "by voice call on a database connection is reported": async (sandbox) => {
    const user = addUser(sandbox);
    const connection = "Username-Password-Authentication";
    const login = await sandbox.complete({ user: user.handle, method: "voice", connection });
    return { logins: [login], user, completed: [user.phone_number!], logs: { "passwordless-feedback": "approved" } };
  },
  "by SMS on a database connection is reported": async (sandbox) => {
    const user = addUser(sandbox);
    const connection = "Username-Password-Authentication";
    const login = await sandbox.complete({ user: user.handle, method: "sms", connection });
    return { logins: [login], user, completed: [user.phone_number!], logs: { "passwordless-feedback": "approved" } };
  },
  "twice within the window, in two sessions, is reported twice": async (sandbox) => {
    const user = addSmsUser(sandbox);
    const first = await sandbox.complete(sms(user));
    const second = await sandbox.complete(sms(user));
    const number = user.phone_number!;
    return {
      logins: [first, second],
      user,
      completed: [number, number],
      logs: { "passwordless-feedback": "approved" },
    };
  },
  "that is wrong at first is reported once": async (sandbox) => {
    const user = addSmsUser(sandbox);
    const login = await sandbox.login(sms(user));
    expect(await login.submitCode("wrong")).toMatchObject({ accepted: false });
    await sandbox.finish(login);
    return { logins: [login], user, completed: [user.phone_number!], logs: { "passwordless-feedback": "approved" } };
  },
  "that is never typed in is not reported": async (sandbox) => {
    const user = addSmsUser(sandbox);
    const login = await sandbox.login(sms(user));
    login.abandon();
    return { logins: [login], user, completed: [], logs: {}, error: "abandoned" };
  },
  "is reported with the newest method listed first": async (sandbox) => {
    const user = addSmsUser(sandbox);
    const login = await sandbox.complete(sms(user, { event: { newestMethodFirst: true } }));
    return { logins: [login], user, completed: [user.phone_number!], logs: { "passwordless-feedback": "approved" } };
  },
  "is reported without a session on the event": async (sandbox) => {
    const user = addSmsUser(sandbox);
    const login = await sandbox.complete(sms(user, { event: { session: "absent" } }));
    return { logins: [login], user, completed: [user.phone_number!], logs: { "passwordless-feedback": "approved" } };
  },
  "again in the same session, by password, is not reported again": async (sandbox) => {
    const user = addUser(sandbox);
    const connection = "Username-Password-Authentication";
    const first = await sandbox.complete({ user: user.handle, method: "sms", connection });
    const second = await sandbox.complete(password(user, { session: session(first), prompt: "login" }));
    return {
      logins: [first, second],
      user,
      completed: [user.phone_number!],
      logs: { "passwordless-feedback": "skipped:no-phone-code" },
    };
  },
});

stories("A login that begins otherwise is not reported:", noMfa, {
  password: async (sandbox) => {
    const user = addUser(sandbox);
    const login = await sandbox.complete(password(user));
    return { logins: [login], user, completed: [], logs: { "passwordless-feedback": "skipped:no-phone-code" } };
  },
  "a code by e-mail": async (sandbox) => {
    const user = addUser(sandbox, { identities: [identity("email")] });
    const login = await sandbox.complete({ user: user.handle, method: "email" });
    return { logins: [login], user, completed: [], logs: { "passwordless-feedback": "skipped:no-phone-code" } };
  },
  "a federated login": async (sandbox) => {
    const user = addUser(sandbox, { identities: [identity("google-oauth2")] });
    const login = await sandbox.complete({ user: user.handle, method: "federated", connection: "google-oauth2" });
    return { logins: [login], user, completed: [], logs: { "passwordless-feedback": "skipped:no-phone-code" } };
  },
  "a passkey": async (sandbox) => {
    const user = addUser(sandbox);
    const login = await sandbox.complete({ user: user.handle, method: "passkey" });
    return { logins: [login], user, completed: [], logs: { "passwordless-feedback": "skipped:no-phone-code" } };
  },
  "an event without any methods": async (sandbox) => {
    const user = addUser(sandbox);
    const login = await sandbox.complete(password(user, { event: { methods: "absent" } }));
    return { logins: [login], user, completed: [], logs: { "passwordless-feedback": "skipped:no-phone-code" } };
  },
});

type InSession = Omit<SessionLogin, "session"> | Omit<SilentLogin, "session"> | Omit<RefreshTokenLogin, "session">;

/** After a login by SMS that was reported, something else runs the Actions in the same session. */
async function after(sandbox: Sandbox, more: InSession, ageMs = 0): Promise<Ending> {
  const user = addSmsUser(sandbox);
  const before = await sandbox.complete(sms(user));
  if (ageMs > 0) sandbox.age(session(before), ageMs);
  const login = await sandbox.complete({ ...more, session: session(before) });
  return { logins: [before, login], user, completed: [user.phone_number!], logs: {} };
}

stories("After a login by SMS, no second report comes from", noMfa, {
  "single sign-on within the window": async (sandbox) => ({
    ...(await after(sandbox, {})),
    logs: { "passwordless-feedback": "skipped:already-reported" },
  }),
  "single sign-on after the window": async (sandbox) => ({
    ...(await after(sandbox, {}, 61_000)),
    logs: { "passwordless-feedback": "skipped:stale-code" },
  }),
  "single sign-on within the window while another code is pending": async (sandbox) => {
    const ending = await after(sandbox, {});
    const pending = await sandbox.login(sms(ending.user));
    const login = await sandbox.complete({ session: session(ending.logins[0]!) });
    pending.abandon();
    return { ...ending, logins: [login], logs: { "passwordless-feedback": "skipped:already-reported" } };
  },
  "a refresh token with stale methods": async (sandbox) => ({
    ...(await after(sandbox, { grant: "refresh_token" })),
    logs: { "passwordless-feedback": "skipped:refresh-token" },
  }),
  "a refresh token without methods": async (sandbox) => ({
    ...(await after(sandbox, { grant: "refresh_token", event: { methods: [] } })),
    logs: { "passwordless-feedback": "skipped:refresh-token" },
  }),
});

describe("After a login by SMS, silent authentication", () => {
  test("reports nothing, whatever methods it carries", async () => {
    const sandbox = await startSandbox({ settings: { mfaChallenge: { clients: { include: ["nobody"] } } } });
    try {
      const ending = await after(sandbox, { prompt: "none" });
      expect(outcomes(ending.logins[1]!)).toMatchObject({ "passwordless-feedback": "skipped:silent" });
      expect(ending.logins[1]!.outcome).toMatchObject({ status: "completed" });
      expect(approvals(sandbox)).toEqual(ending.completed);
    } finally {
      await sandbox.stop();
    }
  });
});

/** Single sign-on within the window, in a session without metadata and while another code is pending at the number. */
async function againWithoutMetadata(sandbox: Sandbox, session: "absent" | "id-only", meanwhile = () => {}) {
  const user = addSmsUser(sandbox);
  const first = await sandbox.complete(sms(user, { event: { session } }));
  const pending = await sandbox.login(sms(user));
  meanwhile();
  const again = await sandbox.complete({ session: first.outcome!.sessionId!, event: { session } });
  pending.abandon();
  return { logins: [first, again], user, completed: [user.phone_number!] };
}

stories("Without session metadata, a warm instance makes no second report", noMfa, {
  "where the event has no session": async (sandbox) => ({
    ...(await againWithoutMetadata(sandbox, "absent")),
    logs: { "passwordless-feedback": "skipped:already-reported" },
  }),
  "where the event tells the session's id alone": async (sandbox) => ({
    ...(await againWithoutMetadata(sandbox, "id-only")),
    logs: { "passwordless-feedback": "skipped:already-reported" },
  }),
});

stories("Known limit: without session metadata, in another instance,", noMfa, {
  "single sign-on within the window reports again, and finds nothing pending": async (sandbox) => {
    const user = addSmsUser(sandbox);
    const first = await sandbox.complete(sms(user, { event: { session: "absent" } }));
    startCold(sandbox);
    const again = await sandbox.complete({ session: session(first), event: { session: "absent" } });
    return {
      logins: [first, again],
      user,
      completed: [user.phone_number!],
      logs: { "passwordless-feedback": "skipped:not-pending" },
    };
  },
  "single sign-on within the window approves a code that is pending for the same number": async (sandbox) => {
    const ending = await againWithoutMetadata(sandbox, "absent", () => startCold(sandbox));
    const number = ending.user.phone_number!;
    return {
      ...ending,
      logs: { "passwordless-feedback": "approved" },
      knownLimit: { approved: [number, number] },
    };
  },
});

/** Each Action's next run is in a new instance, as the platform may start one at any time. */
function startCold({ server }: Sandbox): void {
  server.engine.instances.recycle();
}

const stale = [{ name: "sms", timestamp: new Date().toISOString() }];

stories("Grants without a browser report no first factor, whatever methods they carry:", noMfa, {
  "the password grant is asked for MFA": async (sandbox) => {
    const user = addPhoneUser(sandbox);
    const login = await sandbox.complete({ ...rightPassword(user), event: { methods: stale } });
    return {
      logins: [login],
      user,
      completed: [],
      logs: { "passwordless-feedback": "skipped:password-grant", "mfa-challenge": "challenged:phone" },
      error: "mfa_required",
    };
  },
  "token exchange passes unasked": async (sandbox) => {
    const user = addPhoneUser(sandbox);
    const login = await sandbox.complete({ user: user.handle, grant: "token-exchange", event: { methods: stale } });
    return {
      logins: [login],
      user,
      completed: [],
      logs: { "passwordless-feedback": "skipped:token-exchange", "mfa-challenge": "passed:token-exchange" },
    };
  },
});

stories("The number of a passwordless login", noMfa, {
  "is the primary identity's": async (sandbox) => {
    const user = addUser(sandbox, {
      identities: [identity("sms"), identity("auth0", { profileData: { phone_number: aNumber() } })],
    });
    const login = await sandbox.complete(sms(user, { connection: "sms" }));
    return { logins: [login], user, completed: [user.phone_number!], logs: { "passwordless-feedback": "approved" } };
  },
  "is the linked identity's, not the profile's": async (sandbox) => {
    const number = aNumber();
    const user = addUser(sandbox, {
      identities: [identity("auth0"), identity("sms", { profileData: { phone_number: number } })],
    });
    const login = await sandbox.complete(sms(user, { connection: "sms", phoneNumber: number }));
    return { logins: [login], user, completed: [number], logs: { "passwordless-feedback": "approved" } };
  },
  "is ambiguous with two linked identities of the connection, and nothing is reported": async (sandbox) => {
    const [one, two] = [aNumber(), aNumber()];
    const user = addUser(sandbox, {
      identities: [
        identity("auth0"),
        identity("sms", { profileData: { phone_number: one } }),
        identity("sms", { profileData: { phone_number: two } }),
      ],
    });
    const login = await sandbox.complete(sms(user, { connection: "sms", phoneNumber: one }));
    return {
      logins: [login],
      user,
      completed: [one],
      logs: { "passwordless-feedback": "skipped:ambiguous-number" },
      knownLimit: { approved: [] },
    };
  },
  "is never taken from metadata": async (sandbox) => {
    const own = aNumber();
    const user = addSmsUser(sandbox, {
      phone_number: own,
      user_metadata: { phone_number: aNumber() },
      app_metadata: { phone_number: aNumber() },
    });
    const login = await sandbox.complete(sms(user));
    return { logins: [login], user, completed: [own], logs: { "passwordless-feedback": "approved" } };
  },
  "may be stored without a plus sign": async (sandbox) => {
    const number = aNumber();
    const user = addSmsUser(sandbox, { phone_number: number.slice(1) });
    const login = await sandbox.complete(sms(user));
    return { logins: [login], user, completed: [number], logs: { "passwordless-feedback": "approved" } };
  },
  "may be stored with spaces, dashes, dots and brackets": async (sandbox) => {
    const number = aNumber();
    const spaced = `+1 (${number.slice(2, 5)}) ${number.slice(5, 8)}-${number.slice(8, 10)}.${number.slice(10)}`;
    const user = addSmsUser(sandbox, { phone_number: spaced });
    const login = await sandbox.complete(sms(user));
    return { logins: [login], user, completed: [number], logs: { "passwordless-feedback": "approved" } };
  },
  "of somebody else, with a code pending, is left alone": async (sandbox) => {
    const stranger = await sandbox.login(sms(addSmsUser(sandbox)));
    const user = addSmsUser(sandbox);
    const login = await sandbox.complete(sms(user));
    stranger.abandon();
    return { logins: [login], user, completed: [user.phone_number!], logs: { "passwordless-feedback": "approved" } };
  },
});

stories(
  "Phone MFA in the pipeline",
  {},
  {
    "is asked for and reported": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const login = await sandbox.complete(password(user));
      return {
        logins: [login],
        user,
        completed: [user.phone_number!],
        logs: {
          "passwordless-feedback": "skipped:no-phone-code",
          "mfa-challenge": "challenged:phone",
          "mfa-feedback": "approved",
        },
      };
    },
    "by voice call is reported": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const login = await sandbox.complete(password(user, { channel: "voice" }));
      return { logins: [login], user, completed: [user.phone_number!], logs: { "mfa-feedback": "approved" } };
    },
    "is reported with the newest method listed first": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const login = await sandbox.complete(password(user, { event: { newestMethodFirst: true } }));
      return { logins: [login], user, completed: [user.phone_number!], logs: { "mfa-feedback": "approved" } };
    },
    "after a code by SMS is reported beside it": async (sandbox) => {
      const user = addSmsUser(sandbox);
      user.enrollments.push({ type: "phone", phoneNumber: user.phone_number! });
      const login = await sandbox.complete(sms(user));
      const number = user.phone_number!;
      return {
        logins: [login],
        user,
        completed: [number, number],
        logs: { "passwordless-feedback": "approved", "mfa-feedback": "approved" },
      };
    },
    "with a wrong code is not reported": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const login = await sandbox.complete(password(user), { code: "wrong" });
      return {
        logins: [login],
        user,
        completed: [],
        logs: { "mfa-challenge": "challenged:phone" },
        error: "abandoned",
      };
    },
    "is asked for again at single sign-on, and reported again": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const first = await sandbox.complete(password(user));
      const second = await sandbox.complete({ session: session(first) });
      const number = user.phone_number!;
      return { logins: [first, second], user, completed: [number, number], logs: { "mfa-feedback": "approved" } };
    },
    "enrols a phone where nothing is enrolled, which counts as an answer": async (sandbox) => {
      const user = addUser(sandbox);
      const login = await sandbox.complete(password(user), { phoneNumber: user.phone_number! });
      return {
        logins: [login],
        user,
        completed: [user.phone_number!],
        logs: { "mfa-challenge": "enrolling:phone", "mfa-feedback": "approved" },
      };
    },
    "asks for the other factor first, then enrols a phone": async (sandbox) => {
      const user = addUser(sandbox, { enrollments: authenticatorApp });
      const login = await sandbox.login(password(user));
      expect(login.prompt).toMatchObject({ command: "challenge", factors: ["otp", "recovery-code"] });
      await sandbox.finish(login, { phoneNumber: user.phone_number! });
      return {
        logins: [login],
        user,
        completed: [user.phone_number!],
        logs: { "mfa-challenge": "challenged:others", "mfa-feedback": "approved" },
      };
    },
    "takes any factor where the platform can't tell what is enrolled": async (sandbox) => {
      const user = addUser(sandbox, { enrollments: authenticatorApp });
      const login = await sandbox.complete(password(user, { event: { enrolledFactors: "unknown" } }));
      return {
        logins: [login],
        user,
        completed: [],
        logs: { "mfa-challenge": "challenged:unknown-factors", "mfa-feedback": "skipped:no-phone-code" },
      };
    },
    "refuses whoever has no factor where the platform can't tell what is enrolled": async (sandbox) => {
      const user = addUser(sandbox);
      const login = await sandbox.complete(password(user, { event: { enrolledFactors: "unknown" } }));
      return {
        logins: [login],
        user,
        completed: [],
        logs: { "mfa-challenge": "challenged:unknown-factors" },
        error: "access_denied",
      };
    },
    "lets a refresh token pass": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const first = await sandbox.complete(password(user));
      const refresh = await sandbox.complete({ session: session(first), grant: "refresh_token" });
      return {
        logins: [first, refresh],
        user,
        completed: [user.phone_number!],
        logs: { "mfa-challenge": "passed:refresh-token", "mfa-feedback": "skipped:not-challenged" },
      };
    },
    "lets a silent login pass whose session holds it": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const first = await sandbox.complete(password(user));
      const silent = await sandbox.complete({ session: session(first), prompt: "none" });
      return {
        logins: [first, silent],
        user,
        completed: [user.phone_number!],
        logs: { "mfa-challenge": "passed:session", "mfa-feedback": "skipped:not-challenged" },
      };
    },
  },
);

stories(
  "A silent login",
  { settings: { mfaChallenge: { clients: { exempt: ["SandboxMobileApplication00000002"] } } } },
  {
    "is denied with mfa_required after a login at an exempt client": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const first = await sandbox.complete(password(user, { client: "mobile" }));
      const silent = await sandbox.complete({ session: session(first), client: "web", prompt: "none" });
      expect(outcomes(first)).toMatchObject({ "mfa-challenge": "passed:exempt" });
      expect(silent.outcome?.description).toMatch(/^mfa_required/);
      return {
        logins: [first, silent],
        user,
        completed: [],
        logs: { "mfa-challenge": "denied:mfa-required" },
        error: "access_denied",
      };
    },
    "at the exempt client passes": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const first = await sandbox.complete(password(user, { client: "mobile" }));
      const silent = await sandbox.complete({ session: session(first), client: "mobile", prompt: "none" });
      return { logins: [first, silent], user, completed: [], logs: { "mfa-challenge": "passed:exempt" } };
    },
    "becomes an interactive one that is challenged": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const first = await sandbox.complete(password(user, { client: "mobile" }));
      const login = await sandbox.complete({ session: session(first), client: "web" });
      return {
        logins: [first, login],
        user,
        completed: [user.phone_number!],
        logs: { "mfa-challenge": "challenged:phone", "mfa-feedback": "approved" },
      };
    },
  },
);

stories(
  "MFA once per session, with an authenticator app allowed,",
  { settings: { mfaChallenge: { frequency: "once-per-session", additionalFactors: ["otp"] } } },
  {
    "is not asked for at single sign-on, and nothing is reported": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const first = await sandbox.complete(password(user));
      const second = await sandbox.complete({ session: session(first) });
      return {
        logins: [first, second],
        user,
        completed: [user.phone_number!],
        logs: { "mfa-challenge": "passed:session", "mfa-feedback": "skipped:not-challenged" },
      };
    },
    "answered with the app is not reported, though a code went out": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      user.enrollments.push(...authenticatorApp);
      const login = await sandbox.complete(password(user), { mfa: "otp" });
      return { logins: [login], user, completed: [], logs: { "mfa-feedback": "skipped:no-phone-code" } };
    },
    "answered with the app in a session that holds an old phone answer is not reported": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      user.enrollments.push(...authenticatorApp);
      const earlier = new Date(Date.now() - 90_000).toISOString();
      const methods = [{ name: "mfa", type: "phone" as const, timestamp: earlier }];
      const login = await sandbox.complete(password(user, { grant: "authorization_code", event: { methods } }), {
        mfa: "otp",
      });
      return { logins: [login], user, completed: [], logs: { "mfa-challenge": "passed:session" } };
    },
  },
);

stories(
  "An old phone answer in the session",
  { settings: { mfaChallenge: { additionalFactors: ["otp"] } } },
  {
    "is not taken for the answer to a new challenge that the app answered": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      user.enrollments.push(...authenticatorApp);
      const first = await sandbox.complete(password(user));
      const second = await sandbox.complete({ session: session(first) }, { mfa: "otp" });
      return {
        logins: [first, second],
        user,
        completed: [user.phone_number!],
        logs: { "mfa-challenge": "challenged:phone", "mfa-feedback": "skipped:no-phone-code" },
      };
    },
  },
);

stories(
  "Where no enrolment is wanted,",
  { settings: { mfaChallenge: { enrol: "deny" } } },
  {
    "a user with nothing enrolled is refused": async (sandbox) => {
      const user = addUser(sandbox);
      const login = await sandbox.complete(password(user));
      return {
        logins: [login],
        user,
        completed: [],
        logs: { "mfa-challenge": "denied:not-enrolled" },
        error: "access_denied",
      };
    },
  },
);

stories("Where enrolment is skipped,", noMfa, {
  "a user with nothing enrolled passes": async (sandbox) => {
    const user = addUser(sandbox);
    const login = await sandbox.complete(password(user));
    return { logins: [login], user, completed: [], logs: { "mfa-challenge": "passed:not-enrolled" } };
  },
  "a user with another factor is asked for that alone": async (sandbox) => {
    const user = addUser(sandbox, { enrollments: authenticatorApp });
    const login = await sandbox.complete(password(user));
    return {
      logins: [login],
      user,
      completed: [],
      logs: { "mfa-challenge": "challenged:others", "mfa-feedback": "skipped:no-phone-code" },
    };
  },
});

stories(
  "The bypass for the password grant",
  { settings: { mfaChallenge: { allowPasswordGrantWithoutMfa: true } } },
  {
    "lets it pass without a second factor": async (sandbox) => {
      const user = addPhoneUser(sandbox);
      const login = await sandbox.complete(rightPassword(user));
      return { logins: [login], user, completed: [], logs: { "mfa-challenge": "passed:password-grant" } };
    },
  },
);

const metadataLast: SandboxOptions = {
  settings: { mfaFeedback: { phoneNumber: ["identity", "profile", "app_metadata.mfa.phone"] } },
};

stories("The number of a phone MFA", metadataLast, {
  "is a proven one before the metadata's": async (sandbox) => {
    const user = addPhoneUser(sandbox, { app_metadata: { mfa: { phone: aNumber() } } });
    const login = await sandbox.complete(password(user));
    return { logins: [login], user, completed: [user.phone_number!], logs: { "mfa-feedback": "approved" } };
  },
  "is the linked identity's where the profile has none": async (sandbox) => {
    const number = aNumber();
    const user = addUser(sandbox, {
      phone_number: undefined,
      identities: [identity("auth0"), identity("sms", { profileData: { phone_number: number } })],
      enrollments: [{ type: "phone", phoneNumber: number }],
    });
    const login = await sandbox.complete(password(user));
    return { logins: [login], user, completed: [number], logs: { "mfa-feedback": "approved" } };
  },
  "is the linked identity's where a federated profile has another": async (sandbox) => {
    const number = aNumber();
    const user = addUser(sandbox, {
      identities: [identity("google-oauth2"), identity("sms", { profileData: { phone_number: number } })],
      enrollments: [{ type: "phone", phoneNumber: number }],
    });
    const login = await sandbox.complete({ user: user.handle, method: "federated", connection: "google-oauth2" });
    return { logins: [login], user, completed: [number], logs: { "mfa-feedback": "approved" } };
  },
  "is the configured metadata's where no other is proven": async (sandbox) => {
    const number = aNumber();
    const user = addUser(sandbox, {
      phone_verified: false,
      app_metadata: { mfa: { phone: number } },
      enrollments: [{ type: "phone", phoneNumber: number }],
    });
    const login = await sandbox.complete(password(user));
    return { logins: [login], user, completed: [number], logs: { "mfa-feedback": "approved" } };
  },
  "in metadata needs its plus sign": async (sandbox) => {
    const number = aNumber();
    const user = addUser(sandbox, {
      phone_number: undefined,
      app_metadata: { mfa: { phone: number.slice(1) } },
      enrollments: [{ type: "phone", phoneNumber: number }],
    });
    const login = await sandbox.complete(password(user));
    return {
      logins: [login],
      user,
      completed: [number],
      logs: { "mfa-feedback": "skipped:not-e164" },
      knownLimit: { approved: [] },
    };
  },
  "is not to be had: nothing is reported": async (sandbox) => {
    const number = aNumber();
    const user = addUser(sandbox, { phone_number: undefined, enrollments: [{ type: "phone", phoneNumber: number }] });
    const login = await sandbox.complete(password(user));
    return {
      logins: [login],
      user,
      completed: [number],
      logs: { "mfa-feedback": "skipped:unverified-number" },
      knownLimit: { approved: [] },
    };
  },
  "in the profile is no number at all: nothing is reported": async (sandbox) => {
    const number = aNumber();
    const user = addUser(sandbox, {
      phone_number: "call me",
      enrollments: [{ type: "phone", phoneNumber: number }],
    });
    const login = await sandbox.login(password(user));
    await login.answer({ factor: "phone", code: sandbox.codeFor(number) });
    return {
      logins: [login],
      user,
      completed: [number],
      logs: { "mfa-feedback": "skipped:not-e164" },
      knownLimit: { approved: [] },
    };
  },
});

stories(
  "A number that nobody proved",
  {},
  {
    "is not reported, whatever code is pending there": async (sandbox) => {
      const [profile, enrolled] = [aNumber(), aNumber()];
      const stranger = await sandbox.login(sms(addSmsUser(sandbox, { phone_number: profile })));
      const user = addUser(sandbox, {
        phone_number: profile,
        phone_verified: false,
        enrollments: [{ type: "phone", phoneNumber: enrolled }],
      });
      const login = await sandbox.login(password(user));
      await login.answer({ factor: "phone", code: sandbox.codeFor(enrolled) });
      stranger.abandon();
      return {
        logins: [login],
        user,
        completed: [enrolled],
        logs: { "mfa-feedback": "skipped:unverified-number" },
        knownLimit: { approved: [] },
      };
    },
    "in a federated profile is not reported, whatever its flag": async (sandbox) => {
      const user = addPhoneUser(sandbox, { identities: [identity("google-oauth2")] });
      const login = await sandbox.complete({ user: user.handle, method: "federated", connection: "google-oauth2" });
      return {
        logins: [login],
        user,
        completed: [user.phone_number!],
        logs: { "mfa-feedback": "skipped:unverified-number" },
        knownLimit: { approved: [] },
      };
    },
    "is proven by the first code that is typed in": async (sandbox) => {
      const user = addPhoneUser(sandbox, { phone_verified: false });
      const connection = "Username-Password-Authentication";
      const first = await sandbox.complete({ user: user.handle, method: "sms", connection });
      const second = await sandbox.complete(password(user));
      const number = user.phone_number!;
      return {
        logins: [first, second],
        user,
        completed: [number, number, number],
        logs: { "mfa-feedback": "approved" },
      };
    },
  },
);

stories(
  "Where unproven numbers of profiles count,",
  { settings: { mfaFeedback: { unverifiedProfile: true } } },
  {
    "one is reported": async (sandbox) => {
      const user = addPhoneUser(sandbox, { phone_verified: false, identities: [identity("google-oauth2")] });
      const login = await sandbox.complete({ user: user.handle, method: "federated", connection: "google-oauth2" });
      return { logins: [login], user, completed: [user.phone_number!], logs: { "mfa-feedback": "approved" } };
    },
  },
);

stories(
  "Known limit: where the enrolled number is not the profile's,",
  {},
  {
    "the report finds nothing pending, and the completed code goes unreported": async (sandbox) => {
      const enrolled = aNumber();
      const user = addUser(sandbox, { enrollments: [{ type: "phone", phoneNumber: enrolled }] });
      const login = await sandbox.login(password(user));
      await login.answer({ factor: "phone", code: sandbox.codeFor(enrolled) });
      return {
        logins: [login],
        user,
        completed: [enrolled],
        logs: { "mfa-feedback": "skipped:not-pending" },
        knownLimit: { approved: [] },
      };
    },
    "a code that is pending at the profile's number is approved instead": async (sandbox) => {
      const [profile, enrolled] = [aNumber(), aNumber()];
      const stranger = await sandbox.login(sms(addSmsUser(sandbox, { phone_number: profile })));
      const user = addUser(sandbox, { phone_number: profile, enrollments: [{ type: "phone", phoneNumber: enrolled }] });
      const login = await sandbox.login(password(user));
      await login.answer({ factor: "phone", code: sandbox.codeFor(enrolled) });
      stranger.abandon();
      return {
        logins: [login],
        user,
        completed: [enrolled],
        logs: { "mfa-feedback": "approved" },
        knownLimit: { approved: [profile] },
      };
    },
  },
);
