import { Client } from "@cdktf/provider-auth0/lib/client";
import { ClientCredentials } from "@cdktf/provider-auth0/lib/client-credentials";
import { ClientGrant } from "@cdktf/provider-auth0/lib/client-grant";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { lookupClientAddress, lookupCredentialsAddress, lookupGrantAddress, resourceName } from "./addresses";
import { credentialName } from "./lookup/public-keys";
import { terraformLiteral } from "./terraform-literal";

/** All that it may do. */
export const lookupScope = "read:authentication_methods";

export interface LookupClientProps {
  /** Its name in Auth0. */
  clientName: string;
  /** The tenant's host, and port where it isn't 443. */
  domain: string;
  /** In PEM, one or two. `[]`: it can't sign in, and the stack is not to be planned. */
  publicKeys: readonly string[];
}

/**
 * The machine client with which mfa-feedback looks up enrolled numbers. It signs in with a private key
 * (private_key_jwt), may read authentication methods and nothing else, and Terraform has only its public key.
 */
export class LookupClient extends Construct {
  /** An expression. */
  readonly clientId: string;
  /** What has to be there before the client can look anything up. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, { clientName, domain, publicKeys }: LookupClientProps) {
    super(scope, "lookup-client");
    const client = new Client(this, "client", {
      name: terraformLiteral(clientName),
      description: "Looks up the phone numbers that users have enrolled for MFA.",
      appType: "non_interactive",
      grantTypes: ["client_credentials"],
      oidcConformant: true,
    });
    client.overrideLogicalId(resourceName(lookupClientAddress));
    this.clientId = client.clientId;

    const grant = new ClientGrant(this, "grant", {
      clientId: client.clientId,
      audience: `https://${domain}/api/v2/`,
      scopes: [lookupScope],
    });
    grant.overrideLogicalId(resourceName(lookupGrantAddress));
    this.ready = [grant];
    if (publicKeys.length === 0) return;

    const credentials = new ClientCredentials(this, "credentials", {
      clientId: client.clientId,
      authenticationMethod: "private_key_jwt",
      privateKeyJwt: {
        credentials: publicKeys.map((pem) => ({
          name: credentialName(pem),
          credentialType: "public_key",
          algorithm: "RS256",
          pem,
        })),
      },
    });
    credentials.overrideLogicalId(resourceName(lookupCredentialsAddress));
    this.ready.push(credentials);
  }
}
