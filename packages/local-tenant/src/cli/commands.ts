/** How a user starts a local tenant and logs in to it, for the sentences that say so, and where both meet. */
export interface Commands {
  start: string;
  login: string;
  /** The tenant's certificate authority and the credentials of what runs. */
  dir: string;
}
