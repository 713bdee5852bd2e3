import { UserError } from "../../../stacks/errors";
import { displayPath, lookupKeyFiles } from "../../../stacks/lookup/key-files";
import { keyIdOf, publicKeyOf } from "../../../stacks/lookup/public-keys";
import { lookupPublicKeys } from "../../../stacks/lookup/tenant-keys";
import { looksUp, type Tenant } from "../../../stacks/tenant-schema";
import { type Problem, problemFrom } from "../../live/problem";
import { npmRun } from "../../support/commands";
import type { Environment } from "../../support/environment";
import type { ExpectedStack } from "../../terraform/expected-stack";
import { PRIVATE_KEY_VARIABLE } from "../../terraform/lookup-private-key";

/**
 * Whether the look-up client gets a public key at all, and the Action the private one that belongs to it.
 * @param options `env`: the secrets; absent for a plan, which has none. `deployedKeyIds`: of the public keys that the state
 * holds; absent where a rotation brings in another.
 */
export function lookupKeyProblems(
  name: string,
  tenant: Tenant,
  { lookupClient }: Pick<ExpectedStack, "lookupClient">,
  { env, deployedKeyIds = [] }: { env?: Environment; deployedKeyIds?: readonly string[] | undefined },
): Problem[] {
  if (!looksUp(tenant) || lookupClient === undefined) return [];
  const { publicKeys, nextPrivateKey } = lookupKeyFiles(name, tenant);
  if (lookupClient.keyIds.length === 0)
    return [problemFrom("lookup-key", displayPath(publicKeys), whyMissing(name, tenant))];
  if (deployedKeyIds.length > 0 && !deployedKeyIds.some((id) => lookupClient.keyIds.includes(id))) {
    return [otherKeys(name, displayPath(publicKeys))];
  }
  const privateKey = env?.[PRIVATE_KEY_VARIABLE];
  const publicKey = privateKey === undefined ? undefined : publicKeyOf(privateKey);
  // A missing or malformed one is told of with the other secrets.
  if (publicKey === undefined || lookupClient.keyIds.includes(keyIdOf(publicKey))) return [];
  return [
    {
      check: "lookup-key",
      what: "The private key that mfa-feedback would get matches none of the look-up client's public keys, so no number could be looked up.",
      where: `${PRIVATE_KEY_VARIABLE} in the environment, .env.${name} or ${displayPath(lookupKeyFiles(name, tenant).privateKey)}; and ${displayPath(publicKeys)}`,
      fix:
        `Use both from where the pair was made or last replaced. If ${displayPath(nextPrivateKey)} exists, a rotation was interrupted:\n` +
        `${npmRun("rotate", name)} completes it.`,
    },
  ];
}

function otherKeys(name: string, publicKeys: string): Problem {
  return {
    check: "lookup-key",
    what: "None of the public keys that are deployed is in the stack: the private key that mfa-feedback has would match none, and no number could be looked up.",
    where: publicKeys,
    fix: `Restore the file as it was after the last rotation. To replace the key: ${npmRun("rotate", name, "--lookup-key")}`,
  };
}

function whyMissing(name: string, tenant: Tenant): UserError {
  try {
    lookupPublicKeys(name, tenant);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  return new UserError(
    "The stack was synthesised without the look-up client's public key.\nSynthesise it again, or make the artefact again.",
  );
}
