/** The request of an application that began a login, as events and the tenant log show it. */
export interface ApplicationRequest {
  /** Its parameters, without secrets. */
  parameters: Readonly<Record<string, string>>;
  /** The `user-agent` of whoever sent it. Default: a usual browser's. */
  userAgent?: string;
  /** `event.transaction.protocol`. Default: that of the login's grant. */
  protocol?: "oauth2-device-code";
}

/** What the sample application asks for. */
const sample = { redirect_uri: "http://localhost:3000/callback", response_type: "code", scope: "openid profile email" };

/** The parameters of a login's request: those that its application sent, or the sample one's. */
export function parametersOf({ request }: { request?: ApplicationRequest }): Readonly<Record<string, string>> {
  return request?.parameters ?? sample;
}

/** A parameter that lists several values separated by spaces. */
export function listed(value: string | undefined): string[] {
  return value?.split(" ").filter((each) => each !== "") ?? [];
}
