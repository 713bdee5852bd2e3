import type { PostLoginEvent } from "../types/post-login";
import { isSilent } from "./authorization-request";

/** How a post-login run came about, as far as the Actions treat it differently. */
export type Flow = "interactive" | "silent" | "refresh-token" | "token-exchange" | "password-grant";

const FLOW_BY_PROTOCOL: ReadonlyMap<string | undefined, Flow> = new Map<string, Flow>([
  ["oauth2-refresh-token", "refresh-token"],
  ["oauth2-token-exchange", "token-exchange"],
  ["oauth2-password", "password-grant"],
  ["oauth2-resource-owner", "password-grant"],
  ["oauth2-resource-owner-jwt-bearer", "password-grant"],
]);

/** Tells the flow by `transaction.protocol` and `prompt=none`. An SSO login is `interactive`: nothing on the event sets it apart. */
export function flowOf(event: Pick<PostLoginEvent<object>, "transaction" | "request">): Flow {
  const flow = FLOW_BY_PROTOCOL.get(event.transaction?.protocol);
  if (flow) return flow;
  return isSilent(event) ? "silent" : "interactive";
}
