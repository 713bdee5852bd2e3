import { UserError } from "../../stacks/errors";
import type { Environment } from "../support/environment";
import { exitCodes } from "../support/exit-codes";

/** How a deployer signs in to the Management API. */
export type Credentials =
  | { kind: "token"; token: string }
  | { kind: "secret"; clientId: string; clientSecret: string }
  | { kind: "private-key"; clientId: string; privateKey: string; algorithm: string };

/**
 * Reads the credentials from the variables that the provider reads, in its order of choice.
 * Throws a user error that says what to set for `domain`.
 */
export function credentialsFrom(env: Environment, domain: string): Credentials {
  const { AUTH0_API_TOKEN: token, AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: clientSecret } = env;
  const privateKey = env.AUTH0_CLIENT_ASSERTION_PRIVATE_KEY;
  const algorithm = env.AUTH0_CLIENT_ASSERTION_SIGNING_ALG;
  if (token) return { kind: "token", token };
  if (clientId && clientSecret) return { kind: "secret", clientId, clientSecret };
  if (clientId && privateKey && algorithm) return { kind: "private-key", clientId, privateKey, algorithm };
  throw new UserError(
    `There are no credentials for the Management API of ${domain}. Set in the environment one of\n` +
      "  AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET of a machine-to-machine application\n" +
      "  AUTH0_CLIENT_ID, AUTH0_CLIENT_ASSERTION_PRIVATE_KEY and AUTH0_CLIENT_ASSERTION_SIGNING_ALG\n" +
      "  AUTH0_API_TOKEN",
    exitCodes.notReady,
  );
}
