import type { Send } from "./http";

/** How the provider proves who it is. */
export type Credentials = { apiToken: string } | { clientId: string; clientSecret: string };

/** Gives the bearer token, fetching it on first use: HTTP Basic first, then the form style, as Go's oauth2 does. */
export function tokenSource(
  send: Send,
  domain: string,
  audience: string,
  credentials: Credentials,
): () => Promise<string> {
  if ("apiToken" in credentials) return async () => credentials.apiToken;
  const { clientId, clientSecret } = credentials;
  const post = (extra: Record<string, string>, headers: Record<string, string>) =>
    send(
      "POST",
      `https://${domain}/oauth/token`,
      { "content-type": "application/x-www-form-urlencoded", ...headers },
      new URLSearchParams({ ...extra, audience, grant_type: "client_credentials" }).toString(),
    );
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString("base64");

  async function fetchToken(): Promise<string> {
    let response = await post({}, { authorization: `Basic ${basic}` });
    if (response.status >= 300) response = await post({ client_id: clientId, client_secret: clientSecret }, {});
    const answer = JSON.parse(response.body || "{}");
    if (response.status >= 300) throw new Error(`oauth2: "${answer.error}" "${answer.error_description}"`);
    return answer.access_token;
  }

  let token: Promise<string> | undefined;
  return () => {
    token ??= fetchToken().catch((error) => {
      token = undefined;
      throw error;
    });
    return token;
  };
}
