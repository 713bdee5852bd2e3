import type { MessageType, PhoneMessage } from "./types";

/** `event.notification` for a message, with texts like those of the platform's own templates. */
export function phoneNotification({ to, code, channel, messageType }: PhoneMessage): Record<string, unknown> {
  return {
    message_type: messageType,
    delivery_method: channel === "call" ? "voice" : "text",
    recipient: to,
    ...(code !== undefined && { code }),
    as_text: text(messageType, code),
    as_voice: text(messageType, code?.split("").join(". ")),
    locale: "en",
  };
}

function text(type: MessageType, code: string | undefined): string {
  switch (type) {
    case "otp_verify":
    case "otp_enroll":
      return `Your verification code is: ${code}`;
    case "blocked_account":
      return "Your account was blocked after too many failed logins.";
    case "change_password":
      return "Your password was changed.";
    case "password_breach":
      return "Your password was found in a data breach. Change it now.";
  }
}
