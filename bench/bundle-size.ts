import { bundleActions, compileOurActions } from "../stacks/bundling";
import { tenants } from "../tenants";
import type { Figure } from "./figure";

/** Bytes that Auth0 takes for one Action (Auth0 docs, Actions limitations). */
const LIMIT = 100_000;
/** mfa-feedback holds the look-up of enrolled numbers as well. */
const GOAL = 0.3;

/** The largest of the bundles. */
export async function bundleSize(): Promise<Figure> {
  const sizes = Object.values(bundleActions(tenants.prod, await compileOurActions())).map((code) =>
    Buffer.byteLength(code),
  );
  const largest = Math.max(...sizes);
  return {
    what: "largest bundle of an Action",
    ours: `${(largest / 1000).toFixed(1)} kB`,
    otherwise: "platform's limit: 100 kB",
    ratio: largest / LIMIT,
    goal: `≤ ${GOAL} × the limit`,
    met: largest <= GOAL * LIMIT,
  };
}
