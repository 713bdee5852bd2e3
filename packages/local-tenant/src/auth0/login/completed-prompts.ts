import type { PassedFactor, Transaction } from "./transaction";
import { userName } from "./user-name";

/**
 * `details.prompts` of a login's success in the tenant log: what the user completed in this login, and nothing that an
 * earlier one of the session did. The shapes are those of Auth0's examples (docs, adaptive MFA log events).
 */
export function completedPrompts(transaction: Transaction): object[] {
  const { session, user } = transaction;
  const common = { session_id: session?.id ?? "", stats: { loginsCount: user.loginsCount }, requiredCaptcha: false };
  return transaction.passed.flatMap((factor) =>
    (factor.name === "mfa" ? [mfaPrompt(factor)] : firstFactorPrompts(transaction, factor)).map((prompt) => ({
      ...prompt,
      ...common,
    })),
  );
}

function mfaPrompt({ initiatedAt, completedAt }: PassedFactor): object {
  return {
    name: "mfa",
    flow: "universal-mfa",
    initiatedAt,
    completedAt,
    elapsedTime: completedAt - initiatedAt,
    performed_acr: ["http://schemas.openid.net/pape/policies/2007/06/multi-factor"],
    performed_amr: ["mfa"],
    provider: "guardian",
  };
}

function firstFactorPrompts({ user, connection }: Transaction, factor: PassedFactor): object[] {
  const { name, initiatedAt, completedAt } = factor;
  const identity = user.identities.find((each) => each.connection === connection.name)?.user_id;
  return [
    {
      name: "prompt-authenticate",
      completedAt,
      elapsedTime: null,
      connection: connection.name,
      connection_id: connection.id,
      strategy: connection.strategy,
      ...(identity !== undefined && { identity }),
      ...(isCode(name) && { passwordless_amr: name }),
      ...(name === "passkey" && { performed_amr: ["phr"] }),
    },
    {
      name: "login",
      flow: "universal-login",
      initiatedAt,
      completedAt,
      elapsedTime: completedAt - initiatedAt,
      user_id: user.user_id,
      user_name: userName(user),
    },
  ];
}

/** `sms` by text, `tel` by a call, `email`. */
function isCode(method: string): boolean {
  return method === "sms" || method === "tel" || method === "email";
}
