/** A way for a person to log in. */
export interface FirstFactor {
  /** The method's name on the event. */
  method: "sms" | "tel" | "pwd" | "passkey" | "federated" | "email";
  connection: { name: string; strategy: string };
  /** E.164: where the code goes, for `sms` and `tel`. */
  recipient?: string;
}
