import type { FactorType } from "../../pipeline/types";
import { completedPrompts } from "./completed-prompts";
import { subjectTokenType } from "./event-transaction";
import type { Transaction } from "./transaction";
import type { EndedLogin, LoginOutcome } from "./types";

/** Success and failure in the tenant log, per kind of login (Auth0 docs, log event type codes). */
const codes = {
  interactive: ["s", "f"],
  silent: ["ssa", "fsa"],
  refresh_token: ["sertft", "fertft"],
  password: ["sepft", "fepft"],
  passwordless: ["s", "fepotpft"],
  "token-exchange": ["secte", "fecte"],
  webauthn: ["s", "f"],
} as const;

type Kind = keyof typeof codes;

const successes: Readonly<Record<Kind, string>> = {
  interactive: "Successful login",
  silent: "Successful silent authentication",
  refresh_token: "Refresh Token for Access Token",
  password: "Password for Access Token",
  passwordless: "Successful login",
  "token-exchange": "Custom Token Exchange",
  webauthn: "Successful login",
};

/** Writes the end of a login to the tenant log. An abandoned login leaves no entry, one that is denied no success. */
export function logOutcome(transaction: Transaction, outcome: LoginOutcome): void {
  const kind = kindOf(transaction);
  const [, failure] = codes[kind];
  if (outcome.status === "completed") {
    transaction.log(...successOf(transaction, kind), successDetails(transaction, kind));
    const code = transaction.options.request?.protocol === undefined;
    if (code && (kind === "interactive" || kind === "silent")) logCodeExchange(transaction);
  } else if (outcome.error !== "abandoned") {
    transaction.log(failure, outcome.description, failureDetails(transaction, kind, outcome));
  }
}

/** The token request that needs MFA fails; whoever answers it makes another one. */
export function logMfaRequired(transaction: Transaction): void {
  const kind = kindOf(transaction);
  const outcome = { status: "ended", userId: transaction.user.user_id, error: "mfa_required", description } as const;
  transaction.log(codes[kind][1], description, failureDetails(transaction, kind, outcome));
}

const description = "Multifactor authentication required";

/** A password with MFA by the MFA API has types of its own; the exchange with a recovery code has no published one. */
function successOf(transaction: Transaction, kind: Kind): [type: string, description: string] {
  const mfa = mfaOf(transaction);
  if (kind !== "password" || mfa === undefined || mfa === "recovery-code") return [codes[kind][0], successes[kind]];
  return mfa === "otp"
    ? ["seotpft", "Password and OTP Challenge for Access Token"]
    : ["seoobft", "Password and OOB Challenge for Access Token"];
}

function mfaOf({ passed }: Transaction): FactorType | undefined {
  return passed.findLast(({ name }) => name === "mfa")?.factor;
}

function kindOf({ options }: Transaction): Kind {
  const { grant = "authorization_code", prompt } = options;
  if (grant !== "authorization_code") return grant;
  return prompt === "none" ? "silent" : "interactive";
}

function successDetails(transaction: Transaction, kind: Kind): object | undefined {
  const { id, session, startedAt, services } = transaction;
  const completedAt = services.clock.now();
  const actions = executions(transaction);
  if (kind === "refresh_token") {
    return { ...actions, ...(session && { refresh_token: { access: "offline", session_id: session.id } }) };
  }
  if (kind === "password") return actions.actions || mfaOf(transaction) === undefined ? actions : undefined;
  if (kind === "token-exchange") return { ...actions, subject_token_type: subjectTokenType };
  const times = { initiatedAt: startedAt, completedAt, elapsedTime: completedAt - startedAt };
  const prompts = completedPrompts(transaction);
  const common = { ...actions, prompts, ...times, ...(session && { session_id: session.id }) };
  return kind === "silent" ? common : { ...common, transaction_id: id };
}

/** The application exchanges the code for tokens. The log shows only the code's end. */
function logCodeExchange(transaction: Transaction): void {
  const { client, id } = transaction;
  const details = { code: `${"*".repeat(13)}${id.slice(-3)}`, requested_client_id: client.client_id };
  transaction.log("seacft", "Authorization Code for Access Token", details);
}

function failureDetails(transaction: Transaction, kind: Kind, outcome: EndedLogin): object | undefined {
  const { error, description: message } = outcome;
  if (kind === "interactive") {
    const { id: transaction_id, session } = transaction;
    const details = { error: { message, oauthError: error, type: error }, transaction_id };
    return { ...details, ...(session && { session_id: session.id }) };
  }
  if (kind === "refresh_token")
    return { ...executions(transaction), requested_client_id: transaction.client.client_id };
  if (kind === "token-exchange") return { subject_token_type: subjectTokenType };
  return undefined;
}

function executions({ executionId, services }: Transaction) {
  const ran = services.tenant.deployedActions("post-login").length > 0;
  return { ...(ran && { actions: { executions: [executionId] } }) };
}
