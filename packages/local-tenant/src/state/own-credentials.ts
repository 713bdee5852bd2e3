import type { TenantCredentials } from "../credentials/credentials";
import type { TenantState } from "./tenant-state";

/**
 * A state that was saved under other credentials, with those of the tenant that it goes to in their place, wherever one
 * stands: in the secrets of Actions, and as the application that deploys.
 */
export function withOwnCredentials(state: TenantState, own: TenantCredentials): TenantState {
  const { client, verify } = state.credentials;
  const replaced = new Map([
    [client.clientId, own.client.clientId],
    [client.clientSecret, own.client.clientSecret],
    [verify.account.sid, own.verify.account.sid],
    [verify.account.authToken, own.verify.account.authToken],
    [verify.feedbackKey.sid, own.verify.feedbackKey.sid],
    [verify.feedbackKey.secret, own.verify.feedbackKey.secret],
    [verify.sendingKey.sid, own.verify.sendingKey.sid],
    [verify.sendingKey.secret, own.verify.sendingKey.secret],
    [verify.serviceSid, own.verify.serviceSid],
  ]);
  const text = JSON.stringify(state, (_, value) =>
    typeof value === "string" ? (replaced.get(value) ?? value) : value,
  );
  return JSON.parse(text) as TenantState;
}
