import { existsSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { lookupCredentialsAddress, resourceName } from "../../../stacks/addresses";
import { lookupKeyFiles } from "../../../stacks/lookup/key-files";
import { credentialName } from "../../../stacks/lookup/public-keys";
import { lookupPublicKeys } from "../../../stacks/lookup/tenant-keys";
import { readConfiguration, readStackDocument, stackFile } from "../../../stacks/stack-document";
import { isLoopback } from "../../../stacks/tenant-schema";
import type { Invocation } from "../../support/invocation";

const withCredentials = z.looseObject({
  resource: z.looseObject({ auth0_client_credentials: z.record(z.string(), z.looseObject({})) }),
});

/**
 * Gives a stack that was made earlier the look-up client's public keys as they are now: the private key that mfa-feedback
 * has is theirs, and a rotation since has replaced the one of then. Leaves a stack that looks up no numbers.
 * @throws UserError when the file of the keys holds anything else.
 */
export function keepLookupKeys(folder: string, { name, tenant }: Pick<Invocation, "name" | "tenant">): void {
  const address = resourceName(lookupCredentialsAddress);
  const { resource } = readStackDocument(folder);
  const [like] = resource.auth0_client_credentials[address]?.private_key_jwt[0]?.credentials ?? [];
  const isKnown = isLoopback(tenant) || existsSync(lookupKeyFiles(name, tenant).publicKeys);
  if (like === undefined || !isKnown) return;
  const credentials = lookupPublicKeys(name, tenant).map((pem) => ({ ...like, name: credentialName(pem), pem }));
  const document = readConfiguration(stackFile(folder), withCredentials);
  Object.assign(document.resource.auth0_client_credentials[address]!, { private_key_jwt: { credentials } });
  writeFileSync(stackFile(folder), JSON.stringify(document, null, 2));
}
