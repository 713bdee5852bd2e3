import type { LookupSecrets } from "../../types/secrets";
import { httpsTransport } from "../verify/transport";
import { DeadlineError } from "../verify/transport-errors";
import { clientAssertion, readPrivateKey } from "./client-assertion";
import { LookupError } from "./lookup-error";

interface Token {
  value: string;
  /** In ms since the Unix epoch: an instance may be frozen for hours, and no other clock counts them. */
  until: number;
}

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** A token is not used in its last minute, in ms: it has to last until the request arrives. */
const MARGIN_MS = 60_000;

/** How long an instance asks for no token after a 429, in ms. */
const PAUSE_MS = 10_000;

/** In this instance's memory and nowhere else: `api.cache` is open to every Action on the trigger. */
let token: Token | undefined;
/** Logins that come together ask once. */
let asking: Promise<Token> | undefined;
let pausedUntil = 0;

/**
 * A token of the Management API for the machine client, kept until it expires.
 * @param deadline on the clock of `performance.now()`.
 * @param refused a token that the API no longer takes; another one is asked for.
 * @throws LookupError, DeadlineError, or what the transport throws.
 */
export async function accessToken(
  origin: string,
  secrets: Partial<LookupSecrets>,
  deadline: number,
  refused?: string,
): Promise<string> {
  if (token && token.value !== refused && token.until > Date.now()) return token.value;
  if (pausedUntil > Date.now()) throw new LookupError(429, "token");
  const joins = asking !== undefined;
  asking ??= requestToken(origin, secrets, deadline).finally(() => {
    asking = undefined;
  });
  try {
    token = await by(deadline, asking);
  } catch (error) {
    // The request had less time than this login, which joined it, has left.
    if (!joins || !(error instanceof DeadlineError) || performance.now() >= deadline) throw error;
    return accessToken(origin, secrets, deadline, refused);
  }
  return token.value;
}

async function requestToken(origin: string, secrets: Partial<LookupSecrets>, deadline: number): Promise<Token> {
  const clientId = secrets.AUTH0_LOOKUP_CLIENT_ID;
  if (!clientId || !/^[\x21-\x7e]+$/.test(clientId)) throw new LookupError(undefined, "AUTH0_LOOKUP_CLIENT_ID");
  const key = readPrivateKey(secrets.AUTH0_LOOKUP_PRIVATE_KEY ?? "");
  if (!key) throw new LookupError(undefined, "AUTH0_LOOKUP_PRIVATE_KEY");
  const send = httpsTransport(undefined, deadline, "kept");
  const { statusCode, body } = await send({
    method: "post",
    uri: `${origin}/oauth/token`,
    data: {
      grant_type: "client_credentials",
      audience: `${origin}/api/v2/`,
      client_id: clientId,
      client_assertion_type: ASSERTION_TYPE,
      client_assertion: clientAssertion(origin, clientId, key),
    },
    headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json" },
  });
  if (statusCode === 429) pausedUntil = Date.now() + PAUSE_MS;
  const issued = statusCode === 200 ? readToken(body) : undefined;
  if (!issued) throw new LookupError(statusCode, "token");
  return issued;
}

function readToken(body: string): Token | undefined {
  try {
    const { access_token: value, expires_in: seconds } = Object(JSON.parse(body));
    const readable = typeof value === "string" && /^[\x21-\x7e]+$/.test(value) && typeof seconds === "number";
    return readable ? { value, until: Date.now() + seconds * 1000 - MARGIN_MS } : undefined;
  } catch {
    return undefined;
  }
}

/** The request has the deadline of the login that made it; the others that wait for it have their own. */
async function by<T>(deadline: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DeadlineError()), Math.max(0, deadline - performance.now()));
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
