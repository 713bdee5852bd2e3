import type { LoginRequest } from "../login";
import type { AuthorizeRequest } from "./authorize-request";

/** What the engine is told of an authorization request, whoever then signs in. */
export function loginRequest(request: AuthorizeRequest): LoginRequest {
  const { client, acrValues, maxAge, organization, parameters } = request;
  return {
    client: client.clientId,
    request: { parameters: { ...parameters, redirect_uri: request.redirectUri } },
    ...(acrValues.length > 0 && { acrValues: [...acrValues] }),
    ...(maxAge !== undefined && { maxAge }),
    ...(organization !== undefined && { organization }),
  };
}
