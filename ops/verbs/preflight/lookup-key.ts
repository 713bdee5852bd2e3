import { UserError } from "../../../stacks/errors";
import { displayPath, lookupKeyFiles } from "../../../stacks/lookup/key-files";
import { keyIdOf, publicKeyOf } from "../../../stacks/lookup/public-keys";
import { lookupPublicKeys } from "../../../stacks/lookup/tenant-keys";
import { isPlaceholder, looksUp, type Tenant } from "../../../stacks/tenant-schema";
import { type Problem, problemFrom } from "../../live/problem";
import { npmRun } from "../../support/commands";
import { PRIVATE_KEY_VARIABLE } from "../../terraform/lookup-private-key";
import { defineCheck, type Findings } from "./check";

/** Whether the look-up client gets a public key at all, and the Action the private one that belongs to it. */
export const lookupKey = defineCheck({
  name: "lookup-key",
  passed: "the look-up client's keys exist and match",
  failed: "the look-up client's keys are missing or don't match",
  needs: ["knownState"],
  run({ name, tenant, env, changes, expected: { lookupClient } }, { knownState }) {
    if (isPlaceholder(tenant) || !looksUp(tenant) || lookupClient === undefined) return {};
    const deployedKeyIds = knownState?.lookupKeyIds ?? [];
    const { publicKeys, nextPrivateKey } = lookupKeyFiles(name, tenant);
    if (lookupClient.keyIds.length === 0)
      return problem(problemFrom(displayPath(publicKeys), whyMissing(name, tenant)));
    if (deployedKeyIds.length > 0 && !deployedKeyIds.some((id) => lookupClient.keyIds.includes(id))) {
      return problem(otherKeys(name, displayPath(publicKeys)));
    }
    const privateKey = changes ? env[PRIVATE_KEY_VARIABLE] : undefined;
    const publicKey = privateKey === undefined ? undefined : publicKeyOf(privateKey);
    // A missing or malformed one is reported with the other secrets.
    if (publicKey === undefined || lookupClient.keyIds.includes(keyIdOf(publicKey))) return {};
    return problem({
      what: "The private key that mfa-feedback would get matches none of the look-up client's public keys, so no number could be looked up.",
      where: `${PRIVATE_KEY_VARIABLE} in the environment, .env.${name} or ${displayPath(lookupKeyFiles(name, tenant).privateKey)}; and ${displayPath(publicKeys)}`,
      fix:
        `Use both from where the pair was made or last replaced. If ${displayPath(nextPrivateKey)} exists, a rotation was interrupted:\n` +
        `${npmRun("rotate", name)} completes it.`,
    });
  },
});

function problem(found: Problem): Findings {
  return { problems: [found] };
}

function otherKeys(name: string, publicKeys: string): Problem {
  return {
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
