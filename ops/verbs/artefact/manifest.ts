import { digestOf } from "../../support/digest";

// What an artefact's folder holds, beside the receipts.
export const manifestFile = "manifest.json";
/** What cdktf has written, without the lock. */
export const output = "cdktf.out";
export const artefactLockFile = "terraform.lock.hcl";

/** One of our Actions in one tenant. Digests are SHA-256 in hex. */
export interface ManifestAction {
  /** In Auth0. */
  name: string;
  /** Of the code, byte for byte as it will be in Auth0. */
  digest: string;
  /** Of the code with its settings line left empty. */
  digestWithoutSettings: string;
}

/** One tenant of an artefact. */
export interface ManifestTenant {
  /** As in tenants.ts when the artefact was made, with the defaults filled in. Holds no secret. */
  config: unknown;
  /** By Terraform's address, e.g. `auth0_action.mfa_challenge`. */
  actions: Record<string, ManifestAction>;
}

/** What an artefact says of itself. Holds no time and no path of a machine: the same commit gives the same bytes. */
export interface Manifest {
  /** The version of this form. */
  format: 1;
  /** `commit` is null outside a git repository; `dirty` when files differed from the commit. */
  source: { commit: string | null; dirty: boolean };
  /** Versions of what made it. */
  tools: { node: string; terraform: string; cdktf: string; esbuild: string; "auth0/auth0": string };
  /** One digest over all Actions' code without settings: equal for the tenants named, which are all. */
  sameForAllTenants: { digest: string; tenants: string[] };
  tenants: Record<string, ManifestTenant>;
  /** SHA-256 of every other file's bytes, by its path with forward slashes. */
  files: Record<string, string>;
  /** SHA-256 of everything above: what the artefact is known by. */
  digest: string;
}

/** The file's text; `digest` is put in. */
export function manifestText(manifest: Omit<Manifest, "digest">): string {
  return `${JSON.stringify({ ...manifest, digest: digestOf(JSON.stringify(manifest)) }, null, 2)}\n`;
}

/** An artefact that is what was made. */
export interface Artefact {
  /** As the caller named it, for messages. */
  shown: string;
  /** Absolute. */
  folder: string;
  manifest: Manifest;
}
