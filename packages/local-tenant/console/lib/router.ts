import { useEffect, useState } from "preact/hooks";

/** Where the user is: `#/logins/abc` is the pane `logins` with the rest `["abc"]`. */
export interface Route {
  /** Empty at the start page's address. */
  pane: string;
  rest: string[];
}

/** The address of a pane, for a link. */
export function href(pane: string, ...rest: string[]): string {
  return `#/${[pane, ...rest].map(encodeURIComponent).join("/")}`;
}

/** Goes to a pane. */
export function go(pane: string, ...rest: string[]): void {
  location.hash = href(pane, ...rest);
}

/** The route, followed as it changes. */
export function useRoute(): Route {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = () => setRoute(read());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

function read(): Route {
  const [pane = "", ...rest] = location.hash.replace(/^#\/?/, "").split("/").map(decoded);
  return { pane, rest };
}

/** A mistyped address must not show an empty page. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
