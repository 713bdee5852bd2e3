import type { Request } from "../workspace";
import type { EarlierStacks } from "./with-artefact";

/**
 * Deploys an artefact with the given `deploy`, and writes a receipt beside its manifest when what is live then is what
 * the manifest says. For ops/cli/deploy.ts:
 *
 *     deployArtefact(request, options.artefact, ({ request, stacks }) => run(request, { …, stacks }))
 *
 * Gives the exit code of `deploy`.
 */
export async function deployArtefact(
  _request: Request,
  _folder: string,
  _deploy: (earlier: EarlierStacks) => Promise<number>,
): Promise<number> {
  throw new Error("Not there yet.");
}
