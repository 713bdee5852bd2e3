import { type CodeCheck, firstFactorLimits, type OneTimeCode } from "./codes";
import { LoginError } from "./errors";
import { toE164 } from "./phone-number";
import { sendEmailCode, sendPhoneCode } from "./send-code";
import type { Transaction } from "./transaction";
import type { AnswerResult, FirstFactor } from "./types";

/** What `event.authentication.methods` calls each first factor. */
const methodNames: Readonly<Record<FirstFactor, string>> = {
  sms: "sms",
  voice: "tel",
  email: "email",
  password: "pwd",
  federated: "federated",
  passkey: "passkey",
};

/** Wrong passwords after which the account is blocked (Auth0 docs, brute-force protection). */
const passwordTries = 10;

/** Checks that the user is who they say, before any MFA. */
export class FirstFactorCheck {
  #code: OneTimeCode | undefined;
  #wrongPasswords = 0;

  constructor(
    private readonly transaction: Transaction,
    private readonly method: FirstFactor,
  ) {}

  get usesCode(): boolean {
    return this.method === "sms" || this.method === "voice" || this.method === "email";
  }

  /** Sends a code. An earlier one is then worth nothing. */
  async sendCode(): Promise<void> {
    if (this.method === "email") {
      this.#code = sendEmailCode(this.transaction, "first-factor", firstFactorLimits);
      return;
    }
    this.#code = await sendPhoneCode(this.transaction, {
      to: loginNumber(this.transaction),
      channel: this.method === "voice" ? "call" : "sms",
      purpose: "first-factor",
      limits: firstFactorLimits,
    });
  }

  checkCode(guess: string): AnswerResult {
    const check = this.#code?.check(guess) ?? "code_expired";
    if (check === "ok") {
      if (this.method !== "email") markVerified(this.transaction);
      return this.pass();
    }
    const error = { message: codeRefusals[check], oauthError: "invalid_grant", type: "invalid_user_password" };
    this.transaction.log("f", codeRefusals[check], { error, transaction_id: this.transaction.id });
    return this.#refuse(check, codeRefusals[check]);
  }

  checkPassword(guess: string): AnswerResult {
    const blocked = this.#wrongPasswords >= passwordTries;
    if (!blocked && guess === this.transaction.user.password) return this.pass();
    this.#wrongPasswords += 1;
    if (this.#wrongPasswords < passwordTries) {
      const message = "Wrong email or password.";
      this.transaction.log("fp", message, { error: { message }, transaction_id: this.transaction.id });
      return this.#refuse("wrong_password", message);
    }
    const description = "Your account has been blocked after multiple consecutive login attempts.";
    this.transaction.log("limit_wc", description);
    return this.#refuse("too_many_attempts", description);
  }

  /** Counts the factor as passed. */
  pass(): AnswerResult {
    const { transaction } = this;
    const method = methodNames[this.method];
    transaction.record({ kind: "first-factor", method, connection: transaction.connection.name });
    transaction.addMethod({ name: method });
    return { accepted: true };
  }

  #refuse(reason: (AnswerResult & { accepted: false })["reason"], description: string): AnswerResult {
    this.transaction.record({ kind: "answer", factor: methodNames[this.method], accepted: false, reason });
    return { accepted: false, reason, description };
  }
}

/** What the user reads about a code that is refused. */
export const codeRefusals: Readonly<Record<Exclude<CodeCheck, "ok">, string>> = {
  wrong_code: "The code you entered is invalid.",
  code_expired: "The code has expired. Ask for a new one.",
  too_many_attempts: "You have entered an incorrect code too many times. Ask for a new one.",
};

/** The number a user signs in with: that of the identity on the login's connection. */
export function loginNumber({ user, connection, options }: Transaction): string {
  const known = phoneProfiles(user, connection.name).flatMap(numberOf);
  const wanted = options.phoneNumber === undefined ? known[0] : toE164(options.phoneNumber);
  if (wanted !== undefined && known.includes(wanted)) return wanted;
  throw new LoginError(
    wanted === undefined
      ? `User "${user.handle}" has no phone number on the connection "${connection.name}".`
      : `User "${user.handle}" does not sign in with that number on the connection "${connection.name}".`,
  );
}

/** Whoever types in a code proves the number that it went to; the platform notes it in the account's profile. */
function markVerified(transaction: Transaction): void {
  const number = loginNumber(transaction);
  for (const profile of phoneProfiles(transaction.user, transaction.connection.name)) {
    if (numberOf(profile).includes(number)) profile.phone_verified = true;
  }
}

type PhoneProfile = { phone_number?: unknown; phone_verified?: unknown };

/** The profiles of the user's accounts with the connection: the primary one's is the user's own. */
function phoneProfiles(user: Transaction["user"], connection: string): PhoneProfile[] {
  return user.identities.flatMap((identity, index): PhoneProfile[] => {
    if (identity.connection !== connection) return [];
    const profile: PhoneProfile | undefined = index === 0 ? (user as PhoneProfile) : identity.profileData;
    return profile ? [profile] : [];
  });
}

function numberOf({ phone_number }: PhoneProfile): string[] {
  return typeof phone_number === "string" ? [toE164(phone_number)] : [];
}
