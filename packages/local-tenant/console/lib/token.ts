/** The per-start token of the control API, which the console's link carries in its fragment. */
const key = "token";

/** How long other tabs have to answer, in milliseconds. */
const patienceMs = 250;

/**
 * Takes the token out of the address bar, or from this tab's storage, or from another tab of the console. `undefined`: nobody
 * has it.
 */
export async function obtainToken(): Promise<string | undefined> {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const given = parameters.get(key);
  if (given !== null) {
    sessionStorage.setItem(key, given);
    history.replaceState(null, "", location.pathname + (parameters.get("pane") ? `#/${parameters.get("pane")}` : ""));
  }
  const token = sessionStorage.getItem(key) ?? (await askOtherTabs());
  if (token !== undefined) share(token);
  return token;
}

/** The token that this tab has. */
export function token(): string {
  return sessionStorage.getItem(key) ?? "";
}

/** Forgets a token that the tenant no longer takes. */
export function forgetToken(): void {
  sessionStorage.removeItem(key);
}

/** Only pages of this very origin hear each other. */
const channel = () => new BroadcastChannel("console");

function askOtherTabs(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const asking = channel();
    const end = (answer?: string) => {
      asking.close();
      if (answer !== undefined) sessionStorage.setItem(key, answer);
      resolve(answer);
    };
    asking.onmessage = ({ data }) => {
      if (typeof data?.token === "string") end(data.token);
    };
    asking.postMessage("token?");
    setTimeout(end, patienceMs);
  });
}

function share(shared: string): void {
  const answering = channel();
  answering.onmessage = ({ data }) => {
    if (data === "token?") answering.postMessage({ token: shared });
  };
}
