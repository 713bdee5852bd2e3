import type { Document } from "./settings";

/** How the login pages look and behave. Kept, not used: the local tenant has pages of its own. */
export class PromptStore {
  #document: Document = {
    universal_login_experience: "new",
    identifier_first: false,
    webauthn_platform_first_factor: false,
  };

  /** The app that a push enrolment points to: `app_name` and its links. */
  readonly mfaPush: Document = {};

  get(): Document {
    return { ...this.#document };
  }

  patch(change: Document): Document {
    Object.assign(this.#document, change);
    return this.get();
  }
}
