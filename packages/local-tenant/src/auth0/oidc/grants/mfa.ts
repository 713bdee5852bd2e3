import type { MfaAnswer } from "../../login";
import { type AnswerResult, LoginError } from "../../login";
import type { TokenRequest } from "../../management/token-request";
import { concluded, pendingMfa } from "../mfa/mfa-token";
import type { PendingMfa } from "../mfa/pending-mfa";
import { requireGrantType } from "../token-client";
import { TokenError } from "../token-error";
import type { GrantType } from "./grant-type";

export const mfaOtp = "http://auth0.com/oauth/grant-type/mfa-otp";
export const mfaOob = "http://auth0.com/oauth/grant-type/mfa-oob";
export const mfaRecoveryCode = "http://auth0.com/oauth/grant-type/mfa-recovery-code";

/** The answer to the MFA that held a token request. It goes on where it was held: the next Action runs, then there are tokens. */
export const mfaGrant: GrantType = async (parameters, client, { state, tenant, engine }) => {
  const { grant_type: type = "", mfa_token: mfaToken = "" } = parameters;
  requireGrantType(client, type);
  const at = { state, now: tenant.clock.now() };
  const pending = pendingMfa(mfaToken, at, client);
  const { login } = pending;
  const answer = answerOf(type, parameters, pending);
  // A device that confirms is not here: somebody answers for it by the control API, and the application asks until then.
  if (login.prompt) await submit(pending, answer);
  state.mfa.delete(mfaToken);
  const outcome = concluded(login, client, at, pending.outcome);
  if (answer.factor !== "recovery-code") return outcome;
  const next = engine.users.get(login.userId).enrollments.find((each) => each.type === "recovery-code");
  return { ...outcome, ...(next && { recoveryCode: next.recoveryCode }) };
};

function answerOf(type: string, parameters: TokenRequest, { outOfBand }: PendingMfa): MfaAnswer {
  const required = (name: string): string => {
    const value = parameters[name];
    if (!value) throw new TokenError("invalid_request", `Missing required parameter: ${name}`, 400);
    return value;
  };
  if (type === mfaOtp) return { factor: "otp", code: required("otp") };
  if (type === mfaRecoveryCode) return { factor: "recovery-code", code: required("recovery_code") };
  if (required("oob_code") !== outOfBand?.code) {
    throw new TokenError("invalid_request", "The oob_code doesn't match the mfa_token", 400);
  }
  const { factor } = outOfBand;
  return factor === "push-notification" ? { factor } : { factor, code: required("binding_code") };
}

async function submit({ login }: PendingMfa, answer: MfaAnswer): Promise<void> {
  if (answer.factor === "push-notification") {
    const last = login.timeline.findLast(({ kind }) => kind === "answer");
    if (last?.kind === "answer" && last.factor === answer.factor && !last.accepted) {
      throw new TokenError("access_denied", "MFA Authorization rejected.", 400);
    }
    throw new TokenError("authorization_pending", pendingText, 400);
  }
  const result = await login.answer(answer).catch((error) => {
    // A factor that the login does not ask for, or an answer that came twice.
    if (error instanceof LoginError) throw new TokenError("invalid_grant", error.message);
    throw error;
  });
  if (!result.accepted) throw refusal(result, answer.factor);
}

const pendingText = "Authorization pending: please repeat the request in a few seconds.";

const wrongCode: Readonly<Partial<Record<MfaAnswer["factor"], string>>> = {
  otp: "Invalid otp_code.",
  "recovery-code": "MFA Authorization rejected.",
};

function refusal({ reason }: Extract<AnswerResult, { accepted: false }>, factor: MfaAnswer["factor"]): TokenError {
  if (reason === "too_many_attempts") {
    return new TokenError("invalid_request", "Too many failed codes. Wait for some minutes before retrying.", 429);
  }
  if (reason === "code_expired") return new TokenError("expired_token", "oob_code is expired");
  return new TokenError("invalid_grant", wrongCode[factor] ?? "Invalid binding_code.");
}
