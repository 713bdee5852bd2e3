/** How a sign-in ended that began at the console: the tenant sends the user back here, as to an application. */
export interface Arrival {
  /** OAuth 2.0 error; `undefined`: the application got its code. */
  error?: string;
  description?: string;
}

let noted: Arrival | undefined;

/** Takes the answer out of the address bar, where the user is sent back to the console. */
export function noteArrival(): void {
  if (location.pathname === "/") return;
  const answer = new URLSearchParams(location.search);
  const error = answer.get("error");
  const description = answer.get("error_description");
  noted = { ...(error !== null && { error }), ...(description !== null && { description }) };
  history.replaceState(null, "", "/#/logins");
}

/** What was noted, once. */
export function takeArrival(): Arrival | undefined {
  const arrival = noted;
  noted = undefined;
  return arrival;
}
