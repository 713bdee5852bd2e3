/** What to do about a client that the tenant does not know, or whose secret is another. */
export const useThisTenantsCredentials =
  "Use AUTH0_CLIENT_ID and its secret (AUTH0_CLIENT_SECRET, or the private key in AUTH0_CLIENT_ASSERTION_PRIVATE_KEY) from\n" +
  "one machine-to-machine application of this tenant (Auth0 dashboard of the tenant: Applications, the application,\n" +
  "Settings and Credentials). Each tenant has its own.";

/** Where an application is let use the Management API. */
export const managementApiAuthorization =
  "Auth0 dashboard: Applications, APIs, Auth0 Management API, Machine to Machine Applications";

/** What to do about an application that may not use the Management API. */
export const authorizeTheApplication =
  "Authorize the application there. If the tenant has a custom domain, tenants.ts must still have its Auth0 domain.";
