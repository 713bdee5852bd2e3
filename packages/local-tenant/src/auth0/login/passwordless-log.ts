import type { MessageType, PhoneMessage } from "../phone";
import { parametersOf } from "./application-request";
import { browser } from "./browser";
import type { Transaction } from "./transaction";

/** Logs that a code for the first factor went to a phone. */
export function logCodeSent(transaction: Transaction, phoneNumber: string): void {
  transaction.log("cs", "Passwordless login code has been sent", {
    body: {
      ...common(transaction),
      authParams: {
        audience: `https://${transaction.services.tenant.domain}/userinfo`,
        redirect_uri: "http://localhost:3000/callback",
        response_type: "code",
        scope: parametersOf(transaction.options).scope ?? "",
        state: transaction.id,
      },
      ip: browser.ip,
      phone_number: phoneNumber,
      request_language: "en",
      send: "code",
      "user-agent": browser.userAgent,
      username: phoneNumber,
    },
    transaction_id: transaction.id,
  });
}

/** Logs that a code went out by e-mail. The link is without the code: no log has one. */
export function logEmailSent(transaction: Transaction, email: string): void {
  const { domain } = transaction.services.tenant;
  transaction.log("cls", "Passwordless login code/link has been sent", {
    body: { ...common(transaction), email, send: "code" },
    link: `https://${domain}/passwordless/verify_redirect?connection=${transaction.connection.name}`,
    transaction_id: transaction.id,
  });
}

/** Logs that a code for the first factor could not be handed to the phone provider. */
export function logCodeNotSent(
  transaction: Transaction,
  message: { to: string; kind: "sms" | "voice"; reason: string },
) {
  const { to, kind, reason } = message;
  logNotification(transaction, "otp_verify", to, kind, reason);
}

/** Logs that a message outside of a login could not be handed over. */
export function logMessageNotSent(
  transaction: Transaction,
  { to, channel, messageType }: Omit<PhoneMessage, "code">,
  reason: string,
) {
  logNotification(transaction, messageType, to, channel === "call" ? "voice" : "sms", reason);
}

function logNotification(transaction: Transaction, type: MessageType, to: string, kind: string, reason: string) {
  transaction.log("fn", reason, { email_type: type, notification_type: kind, to, error: reason });
}

function common({ client, connection, services }: Transaction) {
  return { client_id: client.client_id, connection: connection.name, tenant: services.tenant.name };
}
