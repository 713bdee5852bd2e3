import { readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { lookupCredentialsAddress } from "../../../stacks/addresses";
import { displayPath, type LookupKeyFiles, lookupKeyFiles, readKeyFile } from "../../../stacks/lookup/key-files";
import { makePrivateKey, writePublicKeys } from "../../../stacks/lookup/key-pair";
import { publicKeyOf, publicKeysIn } from "../../../stacks/lookup/public-keys";
import { isLoopback } from "../../../stacks/tenant-schema";
import { accessToken } from "../../auth0/token";
import { applyPlan } from "../../live/apply-plan";
import type { Invocation } from "../../support/invocation";
import { withProgress } from "../../support/progress";
import { withAdvice } from "../../terraform/explain";
import { PRIVATE_KEY_VARIABLE, readPrivateKeyFile } from "../../terraform/lookup-private-key";
import { showPlan } from "../../terraform/plan-document";
import { runPlan } from "../../terraform/run-plan";
import { readState } from "../../terraform/state";
import { type Workspace, withWorkspace } from "../../terraform/workspace";
import type { Rotation } from "./apply-rotation";
import { keyNotTakenAway, keyRotationElsewhere } from "./errors";
import { besidesSecrets } from "./only-secrets";

/** How the key that a rotation brings in got on. */
export interface KeyRotation extends Rotation {
  /** File of the new public key, to be committed; `undefined` for a tenant on this machine. */
  publicKey: string | undefined;
}

/** Whether a rotation of the look-up key was interrupted. */
export function isKeyRotationBegun({ name, tenant }: Pick<Invocation, "name" | "tenant">): boolean {
  return readKeyFile(lookupKeyFiles(name, tenant).nextPrivateKey) !== undefined;
}

/**
 * Replaces the look-up client's key. The new public key is added beside the old one, then mfa-feedback gets the new
 * private key, and only when that version runs and signs in is the old public key removed. The files record the
 * progress, so that it resumes after any interruption.
 * @param rotateSecrets sends the secrets of a workspace.
 * @throws UserError where Terraform, the tenant or the files are in the way; the old key is valid then, or not needed.
 */
export async function rotateLookupKey(
  invocation: Invocation,
  rotateSecrets: (workspace: Workspace, scratch: string, allowed: readonly string[]) => Promise<Rotation>,
): Promise<KeyRotation> {
  const { name, tenant } = invocation;
  const files = lookupKeyFiles(name, tenant);
  const publicKey = isLoopback(tenant) ? undefined : displayPath(files.publicKeys);
  const next = nextKey(files);
  let rotation: Rotation = { ...unchanged(invocation), outcome: "rotated" };
  if (bothAreValid(files, next)) {
    rotation = await withNextKey(invocation, files, async (workspace, scratch) => {
      const sent = await rotateSecrets(workspace, scratch, [lookupCredentialsAddress]);
      if (sent.outcome === "rotated") await signIn(workspace, files);
      return sent;
    });
    if (rotation.outcome !== "rotated") return { ...rotation, publicKey };
    writePublicKeys(files.publicKeys, [next]);
  }
  await withNextKey(invocation, files, (workspace, scratch) => takeOldKeyAway(workspace, join(scratch, "plan"), files));
  renameSync(files.nextPrivateKey, files.privateKey);
  return { ...rotation, publicKey };
}

function unchanged({ name, tenant }: Invocation): Omit<Rotation, "outcome"> {
  return {
    ...{ tenant: name, domain: tenant.domain, lostBefore: [], actions: [] },
    ...{ credentials: undefined, worksAfter: undefined, error: undefined },
  };
}

/** The public half of the key to bring in, made now unless an earlier rotation has made it. */
function nextKey({ nextPrivateKey }: LookupKeyFiles): string {
  makePrivateKey(nextPrivateKey);
  readPrivateKeyFile(nextPrivateKey);
  return publicKeyOf(readFileSync(nextPrivateKey, "utf8"))!;
}

/** Sees to it that the public keys are the old and the next one; false where the old one is to go already. */
function bothAreValid({ publicKeys }: LookupKeyFiles, next: string): boolean {
  const file = displayPath(publicKeys);
  const keys = publicKeysIn(readFileSync(publicKeys, "utf8"), file);
  const [current, ...others] = keys.filter((key) => key !== next);
  if (current === undefined) return false;
  if (others.length > 0) throw keyRotationElsewhere(file);
  if (!keys.includes(next)) writePublicKeys(publicKeys, [current, next]);
  return true;
}

/** Synthesised with the public keys as they are now, and with the next private key among the secrets. */
async function withNextKey<Result>(
  invocation: Invocation,
  { nextPrivateKey }: LookupKeyFiles,
  work: (workspace: Workspace, scratch: string) => Promise<Result>,
): Promise<Result> {
  const secrets = { [PRIVATE_KEY_VARIABLE]: readPrivateKeyFile(nextPrivateKey) };
  return withWorkspace(invocation, { secrets }, work);
}

/** As mfa-feedback does it. @throws UserError when the tenant does not take the key. */
async function signIn({ tenant, terraform, env }: Workspace, { nextPrivateKey }: LookupKeyFiles): Promise<void> {
  const { lookupClientId: clientId = "" } = await readState(terraform);
  const privateKey = readFileSync(nextPrivateKey, "utf8");
  await withProgress("signing in with the new key", () =>
    accessToken(
      tenant.domain,
      { kind: "private-key", clientId, privateKey, algorithm: "RS256" },
      { audience: undefined, caFile: env.SSL_CERT_FILE || undefined },
    ),
  );
}

async function takeOldKeyAway(workspace: Workspace, file: string, files: LookupKeyFiles): Promise<void> {
  const { name, terraform } = workspace;
  await terraform.init();
  await runPlan(workspace, { file, targets: [lookupCredentialsAddress], lock: true });
  const document = await showPlan(terraform, file);
  const besides = besidesSecrets(document, [lookupCredentialsAddress]);
  if (besides.length > 0) throw keyNotTakenAway(name, besides.join("\n"));
  const { ok, errors } = await applyPlan(workspace, { file, document }, new Map());
  if (!ok) throw keyNotTakenAway(name, withAdvice(errors, name));
  await signIn(workspace, files);
}

/** What to do with the new key, for people; ends with a line break. */
export function describeNewKey(name: string, publicKey: string | undefined): string {
  const done = "The look-up client signs in with the new key alone; the old one was removed.\n";
  if (publicKey === undefined) return done;
  return (
    done +
    `Commit ${publicKey}, and put the new private key wherever else the old one is kept, in CI's secrets for instance, before\n` +
    `${name} is deployed from there.\n`
  );
}
