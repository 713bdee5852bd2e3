import { defineTenants } from "./stacks/tenant";

const localVerify = "https://localhost:8444";

/** The Auth0 tenants that this project deploys to. The one file to edit; stacks/tenant-schema.ts says what it may contain. */
export const tenants = defineTenants({
  sandbox: {
    domain: "localhost:8443",
    credentials: "auth-token",
    phoneProvider: "verify",
    settings: {
      passwordlessFeedback: { verifyOrigin: localVerify },
      mfaChallenge: { afterPhoneCode: "other-factors" },
      mfaFeedback: { enrolledNumber: "lookup", verifyOrigin: localVerify },
      phoneProvider: { verifyOrigin: localVerify },
    },
  },
  dev: {
    domain: "your-dev-tenant.eu.auth0.com",
    credentials: "api-key",
  },
  prod: {
    domain: "your-prod-tenant.eu.auth0.com",
    credentials: "api-key",
    promotesFrom: "dev",
  },
});
