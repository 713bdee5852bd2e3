/** The browser that every login comes from. */
export const browser = {
  ip: "203.0.113.10",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
  /** The user agent as the tenant log shortens it. */
  loggedAs: "Chrome 142.0.0 / Linux 0.0.0",
} as const;
