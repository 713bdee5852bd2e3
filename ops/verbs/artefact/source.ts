import { git, gitFailed } from "../../support/git";
import type { Manifest } from "./manifest";

/** What the bytes of an artefact depend on. */
const inputs = [
  ...["actions", "stacks", "packages", "scripts", "ops"],
  ...["main.ts", "tenants.ts", "package.json", "package-lock.json"],
];

/** The commit that is checked out, and whether what an artefact is made of differs from it. */
export function sourceOfThis(): Manifest["source"] {
  const head = git(["rev-parse", "--verify", "HEAD"]);
  const noCommit = /not a git repository|Needed a single revision/.test(head.stderr);
  if (head.exit === null || (head.exit !== 0 && noCommit)) return { commit: null, dirty: false };
  if (head.exit !== 0) throw gitFailed("say which commit this is", head);
  // In somebody else's repository, unpacked there.
  if (git(["ls-files", "--error-unmatch", "package.json"]).exit !== 0) return { commit: null, dirty: false };
  const status = git(["status", "--porcelain", "--", ...inputs]);
  if (status.exit !== 0) throw gitFailed("say what was changed", status);
  return { commit: head.stdout.trim(), dirty: status.stdout !== "" };
}
