import type { LoginRequest } from "../login";
import type { AuthorizeRequest } from "./authorize-request";

/** What the engine gets of an authorization request, whoever then signs in. */
export function loginRequest(request: AuthorizeRequest): LoginRequest {
  const { client, acrValues, maxAge, organization, parameters, device, redirectUri } = request;
  return {
    client: client.clientId,
    request: device
      ? { parameters, protocol: "oauth2-device-code" }
      : { parameters: { ...parameters, redirect_uri: redirectUri } },
    ...(acrValues.length > 0 && { acrValues: [...acrValues] }),
    ...(maxAge !== undefined && { maxAge }),
    ...(organization !== undefined && { organization }),
  };
}
