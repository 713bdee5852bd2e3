import { z } from "zod";
import { digestOf } from "../../support/digest";

// What an artefact's folder holds, beside the receipts.
export const manifestFile = "manifest.json";
/** What cdktf has written, without the lock. */
export const output = "cdktf.out";
export const artefactLockFile = "terraform.lock.hcl";

const digests = z.record(z.string(), z.string());

/** One of our Actions in one tenant. Digests are SHA-256 in hex. */
const manifestAction = z.object({
  /** In Auth0. */
  name: z.string(),
  /** Of the code, byte for byte as it will be in Auth0. */
  digest: z.string(),
  /** Of the code with its settings line left empty. */
  digestWithoutSettings: z.string(),
});

/** One tenant of an artefact. */
const manifestTenant = z.object({
  /** As in tenants.ts when the artefact was made, with the defaults filled in. Holds no secret. */
  config: z.looseObject({ domain: z.string() }),
  /** By Terraform's address, e.g. `auth0_action.mfa_challenge`. */
  actions: z.record(z.string(), manifestAction),
});

export type ManifestTenant = z.output<typeof manifestTenant>;

/** What an artefact says of itself. Holds no time and no path of a machine: the same commit gives the same bytes. */
export const manifestSchema = z.object({
  /** The version of this form. */
  format: z.literal(1),
  /** `commit` is null outside a git repository; `dirty` when files differed from the commit. */
  source: z.object({ commit: z.string().nullable(), dirty: z.boolean() }),
  /** Versions of what made it. */
  tools: z.object({
    node: z.string(),
    terraform: z.string(),
    cdktf: z.string(),
    esbuild: z.string(),
    "auth0/auth0": z.string(),
  }),
  /** One digest over all Actions' code without settings: equal for the tenants named, which are all. */
  sameForAllTenants: z.object({ digest: z.string(), tenants: z.array(z.string()) }),
  tenants: z.record(z.string(), manifestTenant),
  /** SHA-256 of every other file's bytes, by its path with forward slashes. */
  files: digests,
  /** SHA-256 of everything above: what the artefact is known by. */
  digest: z.string(),
});

export type Manifest = z.output<typeof manifestSchema>;

/** What is said, with the digest of it. */
export function digested<Said extends object>(said: Said): Said & Pick<Manifest, "digest"> {
  return { ...said, digest: digestOf(JSON.stringify(said)) };
}

/** The text of a file that holds something digested. */
export function digestedText(digested: Pick<Manifest, "digest">): string {
  return `${JSON.stringify(digested, null, 2)}\n`;
}

/** An artefact that is what was made. */
export interface Artefact {
  /** As the caller named it, for messages. */
  shown: string;
  /** Absolute. */
  folder: string;
  manifest: Manifest;
}
