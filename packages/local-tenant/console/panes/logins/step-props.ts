import type { LoginDetails } from "../../lib/documents";

/** Takes a step of the login: the route's name, and its body. Resolves with what the route added to the login. */
export type TakeStep = (name: string, body?: object) => Promise<{ result?: unknown } | undefined>;

/** What each step of a login is given. */
export interface StepProps {
  login: LoginDetails;
  step: TakeStep;
  busy: boolean;
}
