import type { Login, LoginEngine, LoginOptions } from "../login";
import type { LocalTenant } from "../tenant";
import type { User } from "../users";
import type { OidcState } from "./oidc-state";

/** What sign-in needs of the tenant. */
export interface OidcServices {
  tenant: LocalTenant;
  engine: LoginEngine;
  state: OidcState;
  /** `http://127.0.0.1:<port>/` of the console; `undefined`: there is none. */
  consoleUrl?: string | undefined;
  users(): readonly User[];
  /** The one way into a login, whoever asks for it. */
  startLogin(options: LoginOptions): Promise<Login>;
}
