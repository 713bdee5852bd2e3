import type { Login, LoginOutcome, LoginState, LoginTimelineEntry } from "../../auth0/login";
import type { MfaPrompt } from "../../pipeline";

/** A login as the control API shows it. */
export interface LoginDocument {
  id: string;
  state: LoginState;
  prompt?: MfaPrompt;
  outcome?: LoginOutcome;
  timeline: readonly LoginTimelineEntry[];
}

export function loginDocument({ id, state, prompt, outcome, timeline }: Login): LoginDocument {
  return { id, state, ...(prompt && { prompt }), ...(outcome && { outcome }), timeline };
}
