/** An error that Twilio answers with: thrown by rules and routes, turned into Twilio's envelope in one place. */
export class TwilioError extends Error {
  constructor(
    /** HTTP status. */
    readonly status: 400 | 401 | 403 | 404 | 429 | 500,
    /** Twilio's own number for the error. */
    readonly code: number,
    message: string,
    /** Seconds for the `Retry-After` header; `undefined` sends none. */
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** 20404. `resource` is the path below the version, as Twilio repeats it; it may hold a phone number. */
export const notFound = (resource: string) =>
  new TwilioError(404, 20404, `The requested resource ${resource} was not found`);

/**
 * 60200, Twilio's catch-all for a parameter that is missing or wrong. A recipient that is wrong is repeated, with the name
 * in backquotes; every other message has the name alone (messages that users of Verify published).
 */
export const invalidParameter = (name: string, value?: string) =>
  new TwilioError(
    400,
    60200,
    name === "To" && value !== undefined ? `Invalid parameter \`To\`: ${value}` : `Invalid parameter: ${name}`,
  );

/** 20003: unknown user name or wrong password. */
export const unauthenticated = () => new TwilioError(401, 20003, "Authenticate");

/** 70051: the restricted key lacks the permission, or the resource belongs to another account. */
export const unauthorized = () => new TwilioError(403, 70051, "Authorization Failed");

/** 20429: more requests than the resource takes. */
export const tooManyRequests = (retryAfterSeconds: number) =>
  new TwilioError(429, 20429, "Too many requests", retryAfterSeconds);

/** 60202: five codes were checked. */
export const maxChecks = () => new TwilioError(429, 60202, "Max check attempts reached");

/** 60203: five codes were sent and none was reported or checked. */
export const maxSends = () => new TwilioError(429, 60203, "Max send attempts reached");

/** 60204: the Service has the feature switched off. */
export const featureNotEnabled = () => new TwilioError(403, 60204, "Service does not support this feature");

/** 60223: the local Verify (or the Service) doesn't deliver over that channel. */
export const channelDisabled = () => new TwilioError(403, 60223, "Delivery channel disabled");

/** 20500: Twilio's own failure. */
export const internalError = () => new TwilioError(500, 20500, "An internal server error has occurred");

/** Twilio's error envelope. */
export function formatError({ code, message, status }: TwilioError) {
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status };
}
