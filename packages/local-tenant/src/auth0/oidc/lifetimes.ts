/** Seconds that an access token is valid, as on the platform. */
export const accessTokenLifetime = 86_400;
