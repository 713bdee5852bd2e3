import type { LocalTenant } from "../auth0/tenant";
import type { VerifyCredentials } from "../twilio";

/** Sends as in Auth0's guide to Twilio Verify, without the twilio package, which can't use another host. */
const code = (verifyUrl: string) => `const { Agent, request } = require("node:https");

const kept = new Agent({ keepAlive: true });
/** Milliseconds, as performance.now() counts them. */
let lastAnswer = -Infinity;

exports.onExecuteCustomPhoneProvider = async (event) => {
  const { TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_VERIFY_SID } = event.secrets;
  const { recipient, code, delivery_method } = event.notification;
  const form = new URLSearchParams({
    To: recipient.replace(/\\s/g, ""),
    Channel: delivery_method === "voice" ? "call" : "sms",
    CustomCode: code,
  });
  const { status, body } = await new Promise((resolve, reject) => {
    const sent = request(
      "${verifyUrl}/v2/Services/" + TWILIO_VERIFY_SID + "/Verifications",
      {
        method: "POST",
        // A kept connection may be closed at the other end while a breakpoint holds this one: only a fresh one serves again.
        agent: performance.now() - lastAnswer < 1_000 ? kept : false,
        auth: TWILIO_ACCOUNT_SID + ":" + TWILIO_AUTH_TOKEN,
        headers: { "content-type": "application/x-www-form-urlencoded" },
      },
      (response) => {
        let body = "";
        response.on("data", (chunk) => (body += chunk));
        response.on("end", () => {
          lastAnswer = performance.now();
          resolve({ status: response.statusCode, body });
        });
        response.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(form.toString());
  });
  if (status !== 201) throw new Error("Verify refused the message: " + status + " " + body);
};
`;

/**
 * A phone provider such as a user sets up by Auth0's guide before there is a stack: a custom provider and its Action,
 * bound. A stack with a phone provider of its own replaces both.
 */
export class HandMadeProvider {
  #ids: string[] = [];

  constructor(
    private readonly tenant: LocalTenant,
    private readonly verifyUrl: string,
    private readonly credentials: VerifyCredentials,
  ) {}

  /** Makes what is missing, where no other Action sends the tenant's messages. */
  ensure(): void {
    const { actions, bindings, phoneProvider } = this.tenant;
    const { sendingKey, serviceSid } = this.credentials;
    if (bindings.list("custom-phone-provider").length > 0) return;
    const origin = { by: "local-tenant" } as const;
    const action = {
      name: "Custom Phone Provider",
      code: code(this.verifyUrl),
      trigger: { id: "custom-phone-provider", version: "v1" },
      secrets: [
        { name: "TWILIO_ACCOUNT_SID", value: sendingKey.sid },
        { name: "TWILIO_AUTH_TOKEN", value: sendingKey.secret },
        { name: "TWILIO_VERIFY_SID", value: serviceSid },
      ],
    };
    const { id } = actions.create(action, origin);
    actions.deploy(id, origin);
    bindings.append(id);
    const input = { name: "custom", configuration: { deliveryMethods: ["text", "voice"] }, credentials: {} } as const;
    const provider = phoneProvider.current() ?? phoneProvider.create(input);
    this.#ids = [id, provider.id];
  }

  /** Deletes the Action once another one has taken its place. */
  release(): void {
    const { actions, bindings } = this.tenant;
    const action = actions.list().find(({ id }) => this.#ids.includes(id));
    if (action && !bindings.isBound(action.id)) actions.delete(action.id);
  }

  /** Ids of the Action and the provider as long as they are there: a deploy may replace them. */
  get replaceableIds(): string[] {
    const { actions, phoneProvider } = this.tenant;
    const there = [...actions.list().map(({ id }) => id), phoneProvider.current()?.id];
    return this.#ids.filter((id) => there.includes(id));
  }
}
