import { get } from "../../lib/api";
import type { UserDetail } from "../../lib/documents";

/** Every kind of login, as a user chooses it. */
export const kinds = {
  "In a browser": {
    sms: "Code by text",
    voice: "Code by call",
    email: "Code by e-mail",
    password: "Password",
    federated: "Federated (Google)",
    passkey: "Passkey",
    session: "Single sign-on, with their newest session",
    silent: "Silent (prompt=none), with their newest session",
  },
  "From an application": {
    "password-grant": "Password grant",
    "passwordless-grant": "Passwordless grant",
    refresh: "Refresh token of their newest session",
    "token-exchange": "Token exchange",
    webauthn: "Passkey grant",
  },
} as const;

export type Kind = keyof (typeof kinds)["In a browser"] | keyof (typeof kinds)["From an application"];

/** What the control API is asked for to begin such a login. Throws where the user has no session for it. */
export async function beginningOf(user: string, kind: Kind): Promise<object> {
  switch (kind) {
    case "session":
      return { session: await newestSession(user) };
    case "silent":
      return { session: await newestSession(user), prompt: "none" };
    case "refresh":
      return { session: await newestSession(user), grant: "refresh_token" };
    case "password-grant":
      return { user, method: "password", grant: "password" };
    case "passwordless-grant":
      return { user, method: "sms", grant: "passwordless" };
    case "token-exchange":
      return { user, grant: "token-exchange" };
    case "webauthn":
      return { user, method: "passkey", grant: "webauthn" };
    default:
      return { user, method: kind };
  }
}

async function newestSession(user: string): Promise<string> {
  const { sessions } = await get<UserDetail>(`/users/${encodeURIComponent(user)}`);
  const [newest] = sessions;
  if (!newest) throw new Error(`${user} has no session yet. Log them in another way first.`);
  return newest.id;
}
